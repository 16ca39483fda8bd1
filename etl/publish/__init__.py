"""Stage `publish`: writes a checked, immutable build and moves the pointer."""
