"""Stage `publish`: writes a checked, immutable build and moves the pointer.

Input: the frames of all tables and the record of what they were made from. Output: `builds/<number>/` with one
Parquet file per table and build.json, and current.json, the only commit point. Readers see the old build or the new
one, never a mixture.
"""
