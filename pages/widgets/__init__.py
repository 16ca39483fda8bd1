"""What pages show besides charts: filters, tables, downloads, the way back to the source, the build stamp."""
