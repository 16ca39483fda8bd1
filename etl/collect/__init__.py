"""Stage `collect`: fingerprints the originals and registers them in manifest.csv; reads no content.

Input: folders. Output: `SourceDocument` records, sorted by path, and what was left out with the reason.
"""
