"""The frame of the dashboard: the list of pages with their Chinese titles, the filters above them, the build stamp.

Input: the address. Output: one of the pages under pages/. Holds the list and nothing else worth testing.
"""

from pathlib import Path

import streamlit as st

from pages.queries.build_folder import PublishedDataError
from pages.queries.published_db import newest_sound_build, one_build
from pages.widgets.build_stamp import (
    show_build_notice,
    show_build_stamp,
    show_data_fault,
    show_new_build_notice,
    show_older_build_notice,
)
from pages.widgets.filter_bar import show_filter_bar, take_choice
from pages.widgets.kept_address import kept_address
from pages.widgets.login_gate import require_login, show_account
from pages.widgets.said_once import each_said_once
from pages.widgets.warm_up import freeze_loaded_libraries

st.set_page_config(page_title="绩效透镜", page_icon="🔍", layout="wide", initial_sidebar_state=230)


freeze_loaded_libraries()
st.html(Path(__file__).parent / "pages/widgets/dense_page.css")
page = st.navigation(
    {
        "看全局": [
            st.Page("pages/overview.py", title="总览", default=True),
            st.Page("pages/execution_rate.py", title="预算执行率"),
            st.Page("pages/low_scoring_indicators.py", title="低分指标"),
            st.Page("pages/deviation_reasons.py", title="偏差原因"),
        ],
        "比项目": [
            st.Page("pages/project_comparison.py", title="同类项目比较"),
            st.Page("pages/targets_and_results.py", title="目标与结果"),
        ],
        "审自评": [
            st.Page("pages/audit_findings.py", title="自评质量审核"),
            st.Page("pages/review_sheet.py", title="抽查复核"),
            st.Page("pages/unit_report.py", title="单位通报"),
        ],
        "查数据": [
            st.Page("pages/project.py", title="项目详情"),
            st.Page("pages/sources.py", title="数据来源"),
            st.Page("pages/data_dictionary.py", title="数据字典"),
        ],
    },
    expanded=True,
)
require_login()
try:
    with kept_address(page.url_path), each_said_once():
        take_choice(page.url_path)
        shown = newest_sound_build()
        with one_build(shown.build):
            show_older_build_notice(shown)
            show_new_build_notice(shown)
            show_build_notice()
            show_build_stamp()
            show_account()
            show_filter_bar(page.url_path)
            page.run()
except PublishedDataError as error:
    show_data_fault(error)
