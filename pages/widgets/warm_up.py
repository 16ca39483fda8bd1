"""The start of a server: what pages draw and write with is loaded once, and kept out of every later collection.

Input: nothing. Output: nothing but a faster rerun: a full collection of garbage does not look at frozen objects (76 →
5 ms for an empty page). `.streamlit/config.toml` leaves the collections to Python besides. Side of the pages.
"""

import gc

import plotly.graph_objects
import polars
import streamlit as st
import xlsxwriter

LIBRARIES = (plotly.graph_objects, polars, xlsxwriter)


@st.cache_resource(show_spinner=False)
def freeze_loaded_libraries() -> int:
    """How many libraries were kept out of the collection; the work is done once a server."""
    gc.collect()
    gc.freeze()
    return len(LIBRARIES)
