"""Stage `corrections`: a publisher's slip is put right by a declared correction with its reason, and only so.

Input: the declarations `*.toml` of a folder, and the forms as printed. Output: `Correction` records, and forms whose
corrected fields say so. A slip of the reader is no slip of the publisher: it is mended in code.
"""
