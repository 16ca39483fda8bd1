"""What analysts decide: verdicts on findings and reviewed scores, kept in a SQLite file apart from every build."""
