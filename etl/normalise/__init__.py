"""Stage `normalise`: turns printed text into typed values; judges nothing."""
