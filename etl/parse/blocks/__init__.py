"""The blocks of one form, read in printed order."""
