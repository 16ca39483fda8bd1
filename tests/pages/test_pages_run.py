"""Every page runs in the frame on the small build: with data, with filters, filtered to nothing, without a build."""

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.queries.build_folder import PUBLISHED_VARIABLE

APP = str(Path(__file__).parents[2] / "app.py")
PAGES = sorted(file.stem for file in (Path(APP).parent / "pages").glob("*.py") if file.stem != "__init__")
CHOICES = {"all": {}, "nothing": {"district": "310113", "year": "2022"}}


def run_page(page: str, parameters: dict[str, str]) -> AppTest:
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


def test_clearing_the_filters_brings_everything_back() -> None:
    app = run_page("execution_rate", {"district": "341182"})
    app.button(key="clear_filters").click().run()
    assert len(app.dataframe[0].value) == 4


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
