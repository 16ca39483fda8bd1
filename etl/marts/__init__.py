"""Stage `marts`: page-shaped tables; the only joins and sums."""
