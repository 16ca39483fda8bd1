"""A page of Streamlit with nothing of ours: a title, and with `?with=chart` one chart of plotly and one table.

Served by measure_first_page.py as the floor under our pages.
"""

import plotly.graph_objects as go
import pyarrow as pa
import streamlit as st

POINTS, ROWS, COLUMNS = 3_000, 50, 8

st.title("空页")
if st.query_params.get("with") == "chart":
    st.plotly_chart(go.Figure(go.Histogram(x=list(range(POINTS)))))
    st.dataframe(pa.table({f"第 {column} 列": list(range(ROWS)) for column in range(COLUMNS)}))
