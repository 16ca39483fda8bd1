"""Where the forms of a document begin and end, and why a document has none."""
