"""The pages with choices of their own on a small build: what is chosen, what the table holds, what is said about
nothing."""

import gc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.queries.published_db import close_builds, fetch_rows
from pages.widgets import row_pages
from tests.pages.conftest import write_build
from tests.pages.indicator_rows import HOSTILE, build_rows

APP = str(Path(__file__).parents[2] / "app.py")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published folder of this module's build."""
    yield write_build(tmp_path_factory.mktemp("choices"), 1, build_rows())
    close_builds()
    gc.unfreeze()  # app.py froze what it had loaded; unfrozen, DuckDB leaves without complaints


def run_page(page: str, **parameters: str | list[str]) -> AppTest:
    """The page inside the frame, run with these query parameters."""
    app = AppTest.from_file(APP, default_timeout=300)
    for key, value in parameters.items():
        app.query_params[key] = value
    app.run()
    for key, value in parameters.items():
        app.query_params[key] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def test_low_scores_are_narrowed_by_their_kind() -> None:
    assert list(run_page("low_scoring_indicators").dataframe[0].value["失分（分）"]) == [4, 2, 1, 0]
    app = run_page("low_scoring_indicators", loss_kind="满分但偏离目标")
    assert list(app.dataframe[0].value["三级指标"]) == ["准确率"]


def test_a_bar_picked_in_the_address_narrows_distances_and_table_until_it_is_taken_back() -> None:
    app = run_page("low_scoring_indicators", pick_lost_by_category="数量指标")
    assert list(app.dataframe[0].value["三级指标"]) == ["救助人数", "=cmd"]
    captions = [caption.value for caption in app.caption]
    assert any("本图基于 4 个指标" in text and "不属于图上所选（2 个指标）" in text for text in captions)
    assert any("只看图上所选：数量指标" in text.value for text in app.markdown)
    app.button(key="pick_lost_by_category_clear").click().run()
    assert len(app.dataframe[0].value) == 4 and "pick_lost_by_category" not in app.query_params
    assert not [button for button in app.button if button.key == "pick_lost_by_category_clear"]


def test_a_pick_that_the_figure_does_not_have_is_told_and_leaves_the_address() -> None:
    app = run_page("low_scoring_indicators", pick_lost_by_category=["没有这一类", "数量指标"])
    assert app.query_params["pick_lost_by_category"] in ("数量指标", ["数量指标"])
    assert any("图上点选（1 个值）" in warning.value for warning in app.warning)


def test_figures_say_what_they_leave_out() -> None:
    captions = [caption.value for caption in run_page("low_scoring_indicators").caption]
    assert any("本图基于 6 个指标；另有 6 个指标未计入：申报表没有得分（4 个指标）" in text for text in captions)
    assert any("目标不是数值（2 个指标）" in text for text in captions)


def test_a_family_of_the_address_is_chosen_and_few_districts_are_said() -> None:
    app = run_page("project_comparison", family="f2")
    assert app.selectbox(key="family").value == "f2"
    assert list(app.dataframe[0].value["项目名称"]) == ["档案整理", "档案整理费"]
    said = "\n".join(caption.value for caption in app.caption)
    assert "只有 1 个区县，不足 5 个区县，只列出，不排名次" in said and "年度或表类不同" in said


def test_an_unknown_family_of_the_address_is_the_largest() -> None:
    app = run_page("project_comparison", family="no such")
    assert app.selectbox(key="family").value in {"f1", "f2"}
    assert any("只有一张表的项目（1 个）" in part.label for part in app.expander)


def test_a_family_is_chosen_again_when_its_address_comes_back() -> None:
    app = run_page("project_comparison", family="f2")
    app.switch_page("pages/sources.py").run()
    app.query_params["family"] = "f2"
    app.switch_page("pages/project_comparison.py").run()
    assert not app.exception and app.selectbox(key="family").value == "f2"


def test_reasons_are_searched_marked_and_listed() -> None:
    app = run_page("deviation_reasons", q="宣传 加强")
    assert app.text_input(key="q").value == "宣传 加强"
    (listed,) = [block.proto.body for block in app.get("html") if "reasons" in block.proto.body]
    assert "<mark>加强</mark> <mark>宣传</mark>" in listed
    assert list(app.dataframe[0].value["偏差原因"]) == ["人数减少，加强 宣传"]


def test_hostile_reasons_and_names_are_escaped() -> None:
    app = run_page("deviation_reasons", district="341182")
    bodies = "".join(block.proto.body for block in app.get("html"))
    assert "<img" not in bodies and "&lt;img" in bodies and "<b>政策" not in bodies
    shown = run_page("project_comparison", district="341182")
    assert list(shown.dataframe[0].value["项目族"]) == [HOSTILE]


def test_lost_points_without_reason_have_a_table_of_their_own() -> None:
    app = run_page("deviation_reasons", list="missing")
    assert list(app.dataframe[0].value["三级指标"]) == ["知晓率"]


def test_a_pair_says_that_its_years_differ() -> None:
    app = run_page("targets_and_results")
    assert "申报是 2022 年度，自评是 2023 年度，相隔 1 年" in app.warning[0].value
    assert list(app.dataframe[0].value["比对"]) == ["目标不同", "目标相同", "自评表没有"]


def test_a_rule_of_the_address_narrows_the_findings() -> None:
    app = run_page("audit_findings", view="findings", rule="C04")
    assert list(app.dataframe[0].value["说明"]) == ["没有原因", "又一条"]


def test_originals_and_their_forms_are_listed() -> None:
    app = run_page("sources", document="d1")
    assert list(app.dataframe[0].value["原件名"]) == ["甲.txt"]
    assert len(run_page("sources", document="d1", view="readings").dataframe[1].value) == 5
    assert list(run_page("sources", reading_status="set_aside").dataframe[0].value["未采用原因"]) == ["文件是空的"]


def test_the_sample_follows_seed_and_size_of_the_address() -> None:
    app = run_page("review_sheet", seed="2026", size="10")
    assert app.text_input(key="seed").value == "2026" and app.selectbox(key="size").value == "10"
    assert len(app.dataframe[0].value) == 3, "three self-evaluations, no declaration"


def test_a_sample_counts_the_rows_of_its_sheets(all_filters: dict[str, list[str]]) -> None:
    sample = fetch_rows("review_sample", {**all_filters, "seed": "1", "sample_size": 10})
    rows = fetch_rows("review_sheet_rows", {"project_ids": [form["project_id"] for form in sample]})
    assert sum(form["scored_row_count"] for form in sample) == len(rows) == 10


@pytest.mark.parametrize(
    ("page", "parameters"),
    [
        ("low_scoring_indicators", {"year": "2024"}),
        ("project_comparison", {"year": "2024"}),
        ("deviation_reasons", {"q": "没有这样的原因"}),
        ("audit_findings", {"district": "341182"}),
        ("targets_and_results", {"district": "341182"}),
        ("review_sheet", {"form_type": "target_declaration"}),
        ("unit_report", {"year": "2024", "district": "341182"}),
        ("data_dictionary", {"q": "没有这样的字段"}),
    ],
)
def test_nothing_left_is_one_sentence(page: str, parameters: dict[str, str]) -> None:
    app = run_page(page, **parameters)
    assert "当前筛选下没有" in app.info[0].value


def test_scores_come_in_pages_and_their_figures_count_all(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run_page("audit_findings", view="scores")
    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    paged = run_page("audit_findings", view="scores", table_main_page="2")
    assert [len(app.dataframe[0].value) for app in (whole, paged)] == [3, 1]
    assert paged.dataframe[0].value["项目名称"].tolist() == whole.dataframe[0].value["项目名称"].tolist()[1:2]
    assert kpi_texts(paged) == kpi_texts(whole)
    for told in ("有分值 2 张，共 200.00 分", "79.50%", "159.00 分", "74.50%", "149.00 分"):
        assert told in kpi_texts(whole)[0]
    assert re.findall(r'kpi-value">(\d+)<', kpi_texts(whole)[0]) == ["3", "1", "1", "0", "0"]


def kpi_texts(app: AppTest) -> list[str]:
    """The figures of the page."""
    return [block.proto.body for block in app.get("html") if "kpi-row" in block.proto.body]


def test_no_figure_speaks_of_nothing_besides() -> None:
    for page in ("overview", "audit_findings", "low_scoring_indicators", "project_comparison", "deviation_reasons"):
        assert "另有 0" not in "".join([*kpi_texts(app := run_page(page)), *(text.value for text in app.caption)])


def test_a_table_without_a_row_is_a_sentence() -> None:
    def show() -> None:
        import pyarrow as pa

        from pages.widgets.record_table import show_record_table

        rows = pa.table({name: pa.array([], pa.string()) for name in ("project_name", "project_id")})
        assert show_record_table(rows, ["project_name"], description="读取核对").num_rows == 0

    app = AppTest.from_function(show, default_timeout=300).run()
    assert not app.exception and not app.dataframe
    assert [info.value for info in app.info] == ["读取核对：没有可列的行。"]
