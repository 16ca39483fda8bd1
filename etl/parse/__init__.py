"""Stage `parse`: turns a CellGrid into FormRecords; converts nothing."""
