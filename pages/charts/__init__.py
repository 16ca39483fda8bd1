"""Drawings: one a file, a frame in, a plotly figure out; nothing here imports streamlit."""
