"""Every page runs in the frame on the small build: with data, with filters, filtered to nothing, without a build."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.queries.build_folder import PUBLISHED_VARIABLE
from pages.widgets.attention_kinds import attention_kinds
from pages.wording.chart_words import CHART_LOCALE

APP = str(Path(__file__).parents[2] / "app.py")
PAGES = sorted(file.stem for file in (Path(APP).parent / "pages").glob("*.py") if file.stem != "__init__")
CHOICES: dict[str, dict[str, str]] = {"all": {}, "nothing": {"district": "310113", "year": "2022"}}


def run_page(page: str, parameters: Mapping[str, str | list[str]]) -> AppTest:
    """The page inside the frame, run once with these query parameters."""
    app = AppTest.from_file(APP, default_timeout=300)
    for key, value in parameters.items():
        app.query_params[key] = value
    app.run()
    return app if page == "overview" else app.switch_page(f"pages/{page}.py").run()


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_without_an_exception(page: str, choice: str) -> None:
    app = run_page(page, CHOICES[choice])
    assert not app.exception
    assert app.header, "the page shows its title"


@pytest.mark.parametrize("page", ["overview", "execution_rate"])
def test_nothing_left_is_a_sentence(page: str) -> None:
    app = run_page(page, CHOICES["nothing"])
    assert "当前筛选下没有" in app.info[0].value
    assert "去掉“区县”后有" in app.info[0].value and "去掉“年度”后有" in app.info[0].value
    assert not app.dataframe


def test_the_chosen_filters_reach_the_table() -> None:
    app = run_page("execution_rate", {"district": "341182"})
    table = app.dataframe[0].value
    assert list(table["项目名称"]) == ["运维项目", "没有资金块的项目"]
    assert [list(chooser.value) for chooser in app.multiselect if chooser.key == "district"] == [["341182"]]


def test_what_needs_attention_is_narrowed_to_a_kind_of_the_address() -> None:
    assert list(run_page("overview", {}).dataframe[0].value["说明"]) == ["没有印出资金总额。", "分项与总额不符。"]
    app = run_page("overview", {"attention": "no_funding"})
    assert list(app.dataframe[0].value["说明"]) == ["没有印出资金总额。"]


def test_a_kind_leads_to_exactly_the_rows_that_it_counts() -> None:
    row = {"attention_title": "甲", "rule_id": None, "form_count": 2, "amount_yuan": None}
    codes = ["full_marks_low_execution", "lost_points_without_reason"]
    kinds = attention_kinds(pa.Table.from_pylist([{**row, "attention_code": code} for code in codes]))
    assert [(kind.page, kind.choice) for kind in kinds] == [
        (None, [("attention", "full_marks_low_execution")]),
        ("pages/deviation_reasons.py", [("list", "missing")]),
    ]


def test_executions_are_summed_by_the_group_that_the_page_is_grouped_by() -> None:
    app = run_page("execution_rate", {"list": "groups", "group": "district", "highlight": "普陀区"})
    table = app.dataframe[1].value
    assert list(table["区县"]) == ["宝山区", "明光市", "普陀区"]
    assert "2023 年比 2022 年（百分点）" in table.columns
    assert app.multiselect(key="highlight").value == ["普陀区"]
    assert len(run_page("execution_rate", {}).dataframe) == 1, "the sums are asked for where they are looked at"


def test_choices_that_a_narrow_chooser_covers_are_written_out() -> None:
    app = run_page("execution_rate", {"district": ["341182", "310113"], "year": "2023"})
    assert [text.value for text in app.caption if text.value.startswith("已选")] == ["已选 区县：明光市、宝山区"]
    app = run_page("execution_rate", {"district": "341182"})
    assert not [text.value for text in app.caption if text.value.startswith("已选")]


def test_clearing_the_filters_brings_everything_back() -> None:
    app = run_page("execution_rate", {"district": "341182"})
    app.button(key="clear_filters").click().run()
    assert len(app.dataframe[0].value) == 4


@pytest.mark.parametrize("page", ["overview", "execution_rate", "unit_report"])
def test_the_buttons_over_a_chart_are_chinese(page: str) -> None:
    charts = run_page(page, {}).get("plotly_chart")
    assert charts and all(json.loads(chart.proto.config)["locale"] == CHART_LOCALE for chart in charts)


def test_a_form_shows_its_cells_and_its_source() -> None:
    app = AppTest.from_file(APP, default_timeout=300)
    app.run()
    app.query_params["id"] = "p1-01"
    app.query_params["section"], app.query_params["row"], app.query_params["field"] = "fund", "1", "executed"
    app.switch_page("pages/project.py").run()
    assert not app.exception
    assert app.subheader[0].value == "档案整理费"
    fund = next(frame.value for frame in app.dataframe if "全年执行数" in frame.value)
    assert list(fund["全年执行数"]) == ["5.000005 ※"]
    assert any("项目资金（表上未印金额单位）" in text.value for text in app.markdown)


def test_no_build_is_one_sentence(tmp_path: Path) -> None:
    os.environ[PUBLISHED_VARIABLE] = str(tmp_path)
    app = run_page("overview", {})
    assert not app.exception
    assert app.error[0].value == "还没有发布任何数据：请先运行 python -m etl build，完成后刷新本页。"
