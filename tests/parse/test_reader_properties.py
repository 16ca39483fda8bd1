"""What holds for every document: no invented value, no other error, nothing changed by how its lines are laid out."""

import codecs
import html
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from etl.findings import UnreadableDocumentError
from etl.parse.blocks.printed_year import with_digits
from etl.parse.forms.repeated_forms import FEWEST_FIELDS
from etl.parse.labels.money_words import LOOK_ALIKES as UNIT_LOOK_ALIKES
from etl.parse.read_forms import read_forms
from etl.parse.rows.doubled_letters import REASON as PRINTED_TWICE
from etl.readers import read_grid
from etl.readers.decode_text import ZERO_SHARE
from etl.records import DocumentReading, FormRecord, FormType, Section
from tests.golden_readings import CASES, reading_of
from tests.parse.generated_form import Form, forms, printed

TEXTS = [case for case in CASES if (case / "source.txt").exists()]
SOURCES = [(case / "source.txt").read_text("utf-8") for case in TEXTS]
NOT_COMPARED = re.compile(r"\s|</?[a-zA-Z][^<>]*>|[□☑]")
LINES = [
    "\n项目名称\t甲\n",
    "\n项目支出绩效自评表\n",
    "\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n",
    "\n产出指标\t数量指标\t乙\t≥9次\t8次\t10\t9\n",
    "\n项目资金（元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n",
    "\n年度总体目标\t预期目标\t实际完成情况\n",
]
LABELS = ["项目名称", "主管部门", "总分", "年度资金总额", "其他资金", "产出指标", "社会效益指标", "预期目标", "备注"]
VALUES = ["≥9次", "10", "9", "5%", "甲", "—", "：", "2023年"]
MARKS = ["\t", "\t", "\n", "\n\n", "|", " ", "<b>", "&amp;", "\u2028", "\x0b", "\x00"]
PIECES = st.sampled_from([*LABELS, *VALUES, *MARKS])
DAMAGES = ["drop line", "double line", "join lines", "drop cell", "blank cell", "put", "cut"]

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Values = list[tuple[str, int | None, str, str]]


def read_text(text: str) -> DocumentReading:
    return read_forms(read_grid(text.encode("utf-8"), "a.txt"))


def values_of(form: FormRecord) -> Values:
    """Every field without its place."""
    return [(str(field.section), field.row_no, field.name, field.text) for field in form.fields]


def all_values(reading: DocumentReading) -> list[Values]:
    return [values_of(form) for form in reading.forms]


def compared(text: str) -> str:
    """Text without white space, tags and entities, in half width; money units in the simplified characters of 万元."""
    return unicodedata.normalize("NFKC", NOT_COMPARED.sub("", html.unescape(text))).translate(UNIT_LOOK_ALIKES)


def is_doubled(pieces: str, text: str) -> bool:
    """Whether every letter of a text is printed twice; a row that was moved too names that as its reason."""
    return compared(pieces) == "".join(letter * 2 for letter in compared(text))


def assert_all_is_printed(text: str, reading: DocumentReading) -> None:
    """Nothing is invented: each value stands at its own places; the levels are standard names of what stands there."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for form in reading.forms:
        for field in form.fields:
            assert field.places, field
            pieces = "".join(lines[place.line_no - 1][place.char_start : place.char_end] for place in field.places)
            if field.is_inferred or field.name in {"fund_source", "level1", "level2"}:
                assert compared(pieces), field
            elif field.name == "fiscal_year" and field.is_repaired:
                assert field.text in with_digits(compared(pieces)), (field, pieces)
            elif field.repair_reason == PRINTED_TWICE or (field.is_repaired and is_doubled(pieces, field.text)):
                behind = iter(compared(pieces))
                assert all(letter in behind for letter in compared(field.text)), (field, pieces)
            else:
                assert all(compared(line) in compared(pieces) for line in field.text.split("\n")), (field, pieces)


@given(forms)
@some
def test_a_sound_form_is_read_whole(form: Form) -> None:
    (read,) = read_text(printed(form.rows)).forms
    assert read.form_type is FormType.SELF_EVALUATION
    assert (read.text("project_name"), read.text("fiscal_year")) == (form.project, str(form.year))
    assert (read.text("goal"), read.text("completion")) == (form.goal, form.completion)
    assert read.text("total_score") == form.total
    total = read.rows(Section.FUND)[1]
    assert tuple(total[name].text for name in ("initial_budget", "adjusted_budget", "executed")) == form.amounts
    rows = read.rows(Section.INDICATOR)
    names = ("level1", "level2", "level3", "target", "actual", "weight", "score")
    assert [tuple(row[name].text for name in names) for row in rows.values()] == [
        (*row.levels, row.name, row.target, row.actual, row.weight, row.score) for row in form.indicators
    ]
    reasons = [row["deviation_reason"].text if "deviation_reason" in row else "" for row in rows.values()]
    assert reasons == [row.reason for row in form.indicators]
    assert [problem.code for problem in read.problems] == []
    assert read.claimed_cell_count == read.printed_cell_count


def shifted(rows: list[list[str]]) -> str:
    return printed([row if len(row) == 1 else ["", *row] for row in rows])


LAYOUTS: dict[str, Callable[[list[list[str]]], str]] = {
    "blank_lines_between_rows": lambda rows: printed(rows).replace("\n", "\n\n"),
    "blank_columns_at_the_right": lambda rows: printed([row if len(row) == 1 else [*row, "", ""] for row in rows]),
    "all_rows_one_cell_to_the_right": shifted,
    "windows_line_ends": lambda rows: printed(rows).replace("\n", "\r\n"),
    "byte_order_mark": lambda rows: codecs.BOM_UTF8.decode("utf-8") + printed(rows),
    "blanks_at_line_ends": lambda rows: printed(rows).replace("\n", "  \n"),
    "blanks_in_cells": lambda rows: printed(rows).replace("\t", " \t "),
    "no_line_feed_at_the_end": lambda rows: printed(rows).rstrip("\n"),
    "pipes": lambda rows: printed(rows, "|"),
    "pipes_with_a_ruled_line": lambda rows: printed([*rows[:3], ["---"] * 8, *rows[3:]], "|"),
    "bold_labels": lambda rows: printed([[f"<b>{cell}</b>" if cell else "" for cell in row] for row in rows]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@given(form=forms)
@few
def test_layout_changes_no_value(layout: str, form: Form) -> None:
    plain = read_text(printed(form.rows))
    assert all_values(read_text(LAYOUTS[layout](form.rows))) == all_values(plain)


@given(forms, st.data())
@some
def test_single_rows_one_cell_off_keep_their_values(form: Form, data: st.DataObject) -> None:
    rows = [list(row) for row in form.rows]
    for index in range(10, 10 + len(form.indicators)):
        if data.draw(st.booleans(), label=f"row {index} is moved"):
            rows[index] = ["", *rows[index]]
    assert all_values(read_text(printed(rows))) == all_values(read_text(printed(form.rows)))


@given(
    st.lists(forms, min_size=2, max_size=3, unique_by=lambda form: printed(form.rows)),
    st.randoms(use_true_random=False),
)
@few
def test_order_of_forms_changes_none_of_them(several: list[Form], random: object) -> None:
    alone = [values_of(read_text(printed(form.rows)).forms[0]) for form in several]
    together = all_values(read_text("\n".join(printed(form.rows) for form in several)))
    turned = all_values(read_text("\n".join(printed(form.rows) for form in reversed(several))))
    assert together == alone
    assert turned == alone[::-1]


def is_told_apart(form: FormRecord) -> bool:
    """Whether a form says enough to be known again: what says less may be printed twice with reason."""
    return len(form.fields) >= FEWEST_FIELDS and form.text("project_name") is not None


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_a_doubled_document_counts_each_form_once(case: Path) -> None:
    source = (case / "source.txt").read_text("utf-8")
    once = reading_of(case)
    if any(problem.code == "document_cut_off" for form in once.forms for problem in form.problems):
        source += "\n"
        once = read_text(source)
    twice = read_text(source.rstrip("\n") + "\n\n" + source)
    small = [values_of(form) for form in once.forms if not is_told_apart(form)]
    assert all_values(twice) == all_values(once) + small
    repeated = [left.code for left in twice.set_aside].count("repeated_form")
    before = [left.code for left in once.set_aside].count("repeated_form")
    assert repeated - 2 * before == len(once.forms) - len(small)
    assert [form.form_no for form in twice.forms] == list(range(1, len(twice.forms) + 1))


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_reading_twice_gives_equal_results(case: Path) -> None:
    first = reading_of(case)
    assert read_forms(read_grid((case / "source.txt").read_bytes(), "source.txt")) == first


@given(st.text(max_size=300))
@example("\x00项目名称\t\u2028")
@example("|" * 50)
@some
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        reading = read_text(text)
    except UnreadableDocumentError as refused:
        assert refused.reason
    else:
        assert reading.forms or reading.set_aside
        assert_all_is_printed(text, reading)


@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00\xd8")
@example(codecs.BOM_UTF8)
@some
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        reading = read_forms(read_grid(content, "a.txt"))
    except UnreadableDocumentError as refused:
        assert refused.reason
    else:
        assert reading.forms or reading.set_aside


@given(st.lists(PIECES | st.sampled_from(LINES), min_size=10, max_size=80).map("".join))
@settings(some, max_examples=120)
def test_any_heap_of_form_words_is_read_without_inventing(heap: str) -> None:
    text = LINES[0] + heap + LINES[2] + LINES[3]
    assert_all_is_printed(text, read_text(text))


@st.composite
def damaged_sources(draw: st.DrawFn) -> str:
    """A golden source with lines and cells deleted, doubled, joined, or replaced."""
    lines = draw(st.sampled_from(SOURCES)).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        index = draw(st.integers(0, len(lines) - 1))
        cells = lines[index].split("\t")
        cell = draw(st.integers(0, len(cells) - 1))
        match draw(st.sampled_from(DAMAGES)):
            case "drop line" if len(lines) > 1:
                del lines[index]
            case "double line":
                lines.insert(index, lines[index])
            case "join lines" if index + 1 < len(lines):
                lines[index : index + 2] = [lines[index] + lines[index + 1]]
            case "drop cell":
                lines[index] = "\t".join(cells[:cell] + cells[cell + 1 :])
            case "blank cell":
                lines[index] = "\t".join([*cells[:cell], "", *cells[cell:]])
            case "put":
                lines[index] = "\t".join([*cells[:cell], draw(PIECES), *cells[cell + 1 :]])
            case "cut":
                lines[index] = lines[index][: draw(st.integers(0, len(lines[index])))]
            case _:
                lines.append("")
    return "\n".join(lines)


@given(damaged_sources())
@settings(some, max_examples=150)
def test_a_damaged_form_raises_nothing_and_invents_nothing(text: str) -> None:
    assume(text.strip() and text.count("\0") <= ZERO_SHARE * len(text))  # blank, or mostly zero bytes, is refused
    assert_all_is_printed(text, read_text(text))
