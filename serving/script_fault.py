"""What an analyst sees where a page breaks for a reason nobody foresaw: one sentence with a number for the maintainers.

Input: the exception that ended a run. Output: the sentence on the page; the number, the reason and where it happened in
the server's log. Used by serve.py.
"""

import uuid

import streamlit as st
from streamlit.logger import get_logger

LOG = get_logger("jixiao.fault")  # with the time, as all lines of the server
ID_DIGITS = 8


def show_script_fault(error: Exception) -> bool:
    """Show the sentence and log the error under its number; True tells Streamlit to show nothing of its own."""
    fault_id = uuid.uuid4().hex[:ID_DIGITS]
    LOG.error("编号 %s：%s", fault_id, type(error).__name__, exc_info=error)
    st.error(f"这一页没有显示完整，数据本身没有受影响。请刷新页面；仍然这样，请把编号 {fault_id} 告诉维护人员。")
    return True
