"""Whatever stands in an address, a page stays: it says in one sentence what it left out and repeats none of it."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[2] / "app.py")
FILTERS = ("year", "province", "city", "district", "department", "sector", "form_type")
OWN_PARAMETERS = {
    "overview": (),
    "execution_rate": ("group", "weigh", "band", "list", "highlight", "pick_strip", "pick_scatter"),
    "low_scoring_indicators": ("loss_kind", "lost_by", "table_main_page", "pick_lost_by_district", "pick_distance"),
    "deviation_reasons": ("q", "measure_only", "group", "list", "reason_page", "pick_cause_classes"),
    "project_comparison": ("family", "pick_family_money"),
    "targets_and_results": ("pair",),
    "audit_findings": (
        "view", "severity", "source_kind", "rule", "rule_off", "rule_on", "p.c08.ratio", "p.x", "tune", "decision",
        "grouping", "copy_scope", "copy", "pick_rules",
    ),
    "review_sheet": ("seed", "size", "view"),
    "unit_report": ("subject",),
    "sources": ("reading_status", "document", "view", "form", "treatment"),
    "data_dictionary": ("q", "table", "view"),
    "project": ("id", "section", "row", "field", "line"),
}  # fmt: skip
PARTS = {
    "audit_findings": ("findings", "breakdown", "scores", "copies"),  # "rules": rerun/, which has some
    "review_sheet": ("results",),
    "sources": ("readings", "changes", "trial"),
}
"""What a page shows only where its address asks for it; the first part is shown anyway."""
READS_A_KEY = re.compile(
    r"""(?:choose_(?:one|many|several|view|page)|open_tabs|enter_text|address_values?)\(\s*"([\w.]+)"|"""
    r"""\b(?:column_choice\(\s*\w+,|Choice\()\s*"(\w+)"|"""
    r"""^(?:FORM_KEY|LINE_KEY|RULE_OFF|RULE_ON)\b[\w, ]* = "(\w+)"(?:, "(\w+)")?""",
    re.MULTILINE,
)
SCRIPT = "<script>window.ran=1</script>![x](http://evil.example/x.png)"
BIDI = "\u202e\u2066乙\u200b\x9b"
HOSTILE = (
    SCRIPT, "9" * 10_000, "字" * 500, "' or 1=1; drop table mart_project; --", "%", "_", "1e999", "-1",
    "٣", "NaN", "null",
    "../../../../etc/passwd", "..\\..\\windows", "file:///etc/passwd", "%2e%2e%2f", "/proc/self/environ", BIDI,
    "请拨打电话领取补贴", "unknown'", "",
)  # fmt: skip
SHORT = 20  # characters; shorter texts stand on a page anyway
IGNORED = "地址里有不能用的筛选值，已忽略"
FREE_TEXTS = {"q", "seed"}  # what a reader typed comes back to him in the line where he typed it


def run_page(page: str, parameters: dict[str, list[str]]) -> AppTest:
    """The page inside the frame, entered with this address."""
    app = AppTest.from_file(APP, default_timeout=300)
    for key, values in parameters.items():
        app.query_params[key] = values
    app.run()
    if page == "overview":
        return app
    for key, values in parameters.items():
        app.query_params[key] = values
    return app.switch_page(f"pages/{page}.py").run()


def said(app: AppTest) -> str:
    """Everything that the page says as markdown, in messages or as HTML."""
    kinds = (app.markdown, app.caption, app.warning, app.info, app.error, app.subheader, app.header, app.text)
    texts = [str(element.value) for elements in kinds for element in elements]
    return "\n".join([*texts, *(block.proto.body for block in app.get("html"))])


def assert_left_out(app: AppTest, *words: str) -> None:
    (warning,) = [warning.value for warning in app.warning if IGNORED in warning.value]
    assert [word for word in words if word not in warning] == []


@pytest.mark.parametrize("page", OWN_PARAMETERS)
def test_a_page_stays_whatever_its_address_says(page: str) -> None:
    app = run_page(page, {key: list(HOSTILE) for key in (*FILTERS, *OWN_PARAMETERS[page])})
    assert not app.exception and not app.error
    assert app.header, "the page shows its title"
    assert_left_out(app, "年度", "省", "市", "区县", "主管部门", "领域", "表类")
    told = said(app)
    assert not any(character in told for character in BIDI if character != "乙")
    if not FREE_TEXTS & {*OWN_PARAMETERS[page]}:
        assert [value for value in HOSTILE if len(value) > SHORT and value in told] == []


@pytest.mark.parametrize(("page", "part"), [(page, part) for page, parts in PARTS.items() for part in parts])
def test_every_part_of_a_page_stays_whatever_its_address_says(page: str, part: str) -> None:
    hostile = {key: list(HOSTILE) for key in ("year", *OWN_PARAMETERS[page]) if key != "view"}
    app = run_page(page, {**hostile, "view": [part]})
    assert not app.exception and not app.error and app.header
    assert not any(character in said(app) for character in BIDI if character != "乙")


def test_every_key_that_a_page_reads_is_tried_here(project_folder: Path) -> None:
    files = [*project_folder.glob("pages/*.py"), *project_folder.glob("pages/widgets/*.py")]
    read = {key for file in files for keys in READS_A_KEY.findall(file.read_text("utf-8")) for key in keys if key}
    assert {"view", "seed", "rule_off", "form", "line", "copy"} <= read
    assert read - {*FILTERS} - {key for keys in OWN_PARAMETERS.values() for key in keys} == set()


@pytest.mark.parametrize(
    ("page", "parameter"), [("overview", "district"), ("audit_findings", "rule"), ("sources", "document")]
)
def test_a_thousand_values_of_one_choice_are_counted(page: str, parameter: str) -> None:
    app = run_page(page, {parameter: [f"码{number}" for number in range(1000)]})
    assert not app.exception
    assert_left_out(app, "1,000 个")


@pytest.mark.parametrize(
    ("page", "parameter", "title"),
    [
        ("execution_rate", "band", "执行率档"),
        ("audit_findings", "rule", "规则"),
        ("review_sheet", "size", "抽取个数"),
        ("sources", "document", "原件"),
        ("sources", "view", "视图"),
    ],
)
def test_the_sentence_names_the_choice_of_the_page(page: str, parameter: str, title: str) -> None:
    app = run_page(page, {parameter: ["x" * 10_000]})
    assert_left_out(app, title)
    assert "xx" not in said(app)


@pytest.mark.parametrize("line", ["9" * 5_000, "-1", SCRIPT])
def test_a_line_that_is_no_number_is_left_out(line: str) -> None:
    for parameters in ({"line": [line]}, {"section": ["fund"], "row": [line]}):
        app = run_page("project", {"id": ["p1-01"], **parameters})
        assert not app.exception
        assert [IGNORED in warning.value for warning in app.warning] == [True]


@pytest.mark.parametrize("asked", ["../../../../etc/passwd", "p1-01/../p2-01", "p1-01\x00", "9" * 10_000])
def test_only_forms_of_the_build_are_opened(asked: str) -> None:
    app = run_page("project", {"id": [asked]})
    assert not app.exception
    assert app.info[0].value == "没有这个编号的项目表。请从下表打开一张。"
    assert "root:" not in said(app)
