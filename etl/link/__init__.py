"""Stage `link`: ties a form to its division, sector and family, with evidence."""
