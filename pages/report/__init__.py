"""The report of one unit or district for a notice: composed once, written as docx, as markdown and on a page."""
