"""What the words of a form may stand for: vocabulary, families, patterns, and the cells that carry them."""
