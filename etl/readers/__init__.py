"""Stage `readers`: turns a file format into a CellGrid; knows no form."""
