"""Questions to the published build: one .sql per question, asked through `published_db.fetch`."""
