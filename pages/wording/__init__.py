"""Text for people: numbers as 财政 practice writes them, and texts of documents made harmless before they are shown."""
