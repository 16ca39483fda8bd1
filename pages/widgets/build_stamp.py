"""The stamp of every page: which build is shown and what it holds; and the sentences where it is not the one expected.

Input: the build in use, or why there is none. Output: a caption in the side bar, and one sentence above the page or in
its place. Side of the pages.
"""

import uuid

import streamlit as st
from streamlit.logger import get_logger

from pages.queries.build_folder import DamagedBuildError, OldBuildError, PublishedDataError
from pages.queries.build_pointer import DamagedPointerError
from pages.queries.published_db import ShownBuild, build_in_use, fetch_rows
from pages.wording.harmless_text import markdown_text

LOG = get_logger("jixiao.fault")  # with the time, as all lines of the server
BUILD_SEEN = "build_seen"


def show_build_stamp() -> None:
    """Write the stamp at the foot of the side bar."""
    facts = fetch_rows("build_facts")[0]
    st.sidebar.caption(
        f"数据批次 {build_in_use().number}  \n"
        f"{facts['document_count']:,} 份文件，{facts['form_count']:,} 张表，{facts['indicator_count']:,} 个指标  \n"
        f"问题与提示 {facts['finding_count']:,} 条"
    )


def build_notice() -> str | None:
    """What must be said of everything in the build in use, None where nothing must (older builds say nothing)."""
    try:
        notice: str | None = fetch_rows("build_notice")[0]["notice_text"]
    except OldBuildError:
        return None
    return notice


def show_build_notice() -> None:
    """Say above the page what must be said of everything in the build: that it is made up, for one."""
    if notice := build_notice():
        st.warning(markdown_text(notice), icon=":material/science:")


def show_older_build_notice(shown: ShownBuild) -> None:
    """Say above the page that it does not surely show the newest build, and why; nothing where it does."""
    if not shown.fault:
        return
    is_unsure = isinstance(shown.fault, DamagedPointerError)
    why = "不能确认哪一批数据最新，正在显示批次" if is_unsure else "最新一批数据无法读取，正在显示较早的批次"
    st.warning(f"{why} {shown.build.number}。原因：{shown.fault}", icon=":material/history:")


def show_new_build_notice(shown: ShownBuild) -> None:
    """Say once above the page that its numbers are of another build than those this reader saw before."""
    before = st.session_state.get(BUILD_SEEN)
    st.session_state[BUILD_SEEN] = shown.build.number
    if before is not None and before != shown.build.number:
        st.info(
            f"有新数据：刚才显示的是批次 {before}，现在是批次 {shown.build.number}，数字可能与刚才不同。",
            icon=":material/update:",
        )


def show_data_fault(error: PublishedDataError) -> None:
    """Say in place of the page why there is nothing to show; what maintainers must mend is in the log by its number."""
    if not isinstance(error, DamagedBuildError | OldBuildError):
        st.error(str(error))
        return
    fault_id = uuid.uuid4().hex[:8]
    LOG.error("编号 %s：%s", fault_id, error, exc_info=error)
    sentence = f"数据暂时不可用：{error}" if isinstance(error, DamagedBuildError) else str(error)
    st.error(f"{sentence}自己不能处理时，请把编号 {fault_id} 告诉维护人员。")
