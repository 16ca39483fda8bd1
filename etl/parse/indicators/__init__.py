"""The indicator table of one form: its header, its rows, and what moved, tore or wrapped in them."""
