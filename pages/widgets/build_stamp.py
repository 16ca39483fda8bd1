"""The stamp of every page: which build is shown, what it holds, and how many findings it carries.

Input: the build in use. Output: a caption in the side bar. Side of the pages.
"""

import streamlit as st

from pages.queries.build_pointer import DamagedPointerError
from pages.queries.published_db import ShownBuild, build_in_use, fetch_rows


def show_build_stamp() -> None:
    """Write the stamp at the foot of the side bar."""
    facts = fetch_rows("build_facts")[0]
    st.sidebar.caption(
        f"数据批次 {build_in_use().number}  \n"
        f"{facts['document_count']:,} 份文件，{facts['form_count']:,} 张表，{facts['indicator_count']:,} 个指标  \n"
        f"问题与提示 {facts['finding_count']:,} 条"
    )


def show_older_build_notice(shown: ShownBuild) -> None:
    """Say above the page that it shows an older build, and why; nothing where it shows the current one."""
    if isinstance(shown.fault, DamagedPointerError):
        st.warning(f"{shown.fault}正在显示留存的批次 {shown.build.number}。", icon=":material/history:")
    elif shown.fault:
        st.warning(
            f"最新一批数据无法读取，正在显示较早的批次 {shown.build.number}。原因：{shown.fault}",
            icon=":material/history:",
        )
