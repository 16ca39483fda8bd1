"""Colours that mean something on every page, readable on white and on dark alike. Side of the pages."""

BAD = "#c0564c"
"""Lost points, contradictions, severity 高."""
WARNING = "#d09a3a"
"""Full points off target, severity 中."""
DEVIATION = "#7d6bb5"
"""Off a target of =, where neither side is better."""
