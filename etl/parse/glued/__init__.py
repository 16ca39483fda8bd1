"""Forms whose cells are glued together, cut apart by what each cell can be and by the sums of the form."""
