"""Stage `collect`: finds and fingerprints the originals."""
