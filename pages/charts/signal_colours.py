"""Colours that mean something on every page, readable on white and on dark alike. Side of the pages."""

BAD = "#c0564c"
"""Lost points, contradictions, severity 高."""
WARNING = "#d09a3a"
"""Full points below target, severity 中."""
