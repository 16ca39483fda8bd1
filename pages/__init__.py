"""The dashboard: pages over a published build. Imports nothing of the reading side; `app.py` lists the pages."""
