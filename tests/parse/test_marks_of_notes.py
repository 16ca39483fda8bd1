"""The mark of a note behind a label is no part of it; a mark that counts goals or indicators stays."""

from pathlib import Path

import pytest

from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.read_forms import read_forms
from etl.readers import read_grid

SOURCE = Path(__file__).parents[1] / "golden" / "tab_rows" / "source.txt"
LABELS = (
    "项目名称",
    "主管部门",
    "年初预算数",
    "全年执行数",
    "执行率",
    "预期目标",
    "实际完成情况",
    "实际完成值",
    "得分",
)


def printed_fields(text: str) -> set[tuple[str, int, str, str]]:
    (form,) = read_forms(read_grid(text.encode(), "表.txt")).forms
    return {(field.section, field.row_no, field.name, field.text) for field in form.fields}


@pytest.mark.parametrize("mark", ["①", "※", " [1]", "〔2〕", "注1", "*"])
def test_a_form_whose_labels_bear_marks_is_read_alike(mark: str) -> None:
    text = SOURCE.read_text("utf-8")
    marked = text
    for label in LABELS:
        marked = marked.replace(f"{label}\t", f"{label}{mark}\t", 1)
    assert marked.count(mark) == text.count(mark) + len(LABELS) - 1  # 实际完成情况 ends its line
    assert printed_fields(marked) == printed_fields(text)


@pytest.mark.parametrize("text", ["绩效指标①", "产出指标①", "产出指标※", "年初预算数1"])
def test_what_counts_or_may_belong_to_the_word_stays(text: str) -> None:
    assert not load_vocabulary().labels_of(text)
