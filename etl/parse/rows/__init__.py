"""The printed lines of a document as rows of tokens: furniture out, torn texts joined, tiers folded."""
