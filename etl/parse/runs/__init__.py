"""Forms printed as lines of label and value, their indicators as numbered paragraphs."""
