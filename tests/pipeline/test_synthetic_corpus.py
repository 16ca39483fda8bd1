"""The synthetic corpus: its forms agree with themselves, it is marked everywhere, and the audit finds what was hidden
in it."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.corpus import MARK, NOTICE, SLIPS, main
from benchmarks.corpus_plan import Place, load_words, plan_unit
from tests.pipeline.workshop import Workshop

PLACE = Place("310107", "普陀区", "上海市")
EXACT = {"A03", "A05", "A09", "E05", "E06"}  # found wherever it was made, and nowhere else
FOUND = {"B01", "C05", "C06"}  # found wherever it was made; other rows may break the rule by themselves


@pytest.mark.parametrize("department", load_words()["departments"], ids=lambda department: department["name"])
def test_forms_agree_with_themselves(department: dict[str, object]) -> None:
    forms = [form for year in plan_unit(1, PLACE, department, range(2020, 2025)) for form in year]
    assert len(forms) == 5 * len(department["projects"])  # type: ignore[arg-type]
    for form in forms:
        assert sum(row.weight for row in form.indicators) == 90
        assert form.total_score == form.execution_score + sum((row.score for row in form.indicators), Decimal(0))
        assert all(0 <= row.score <= row.weight for row in form.indicators)
        assert form.rate_text == f"{round(form.executed / form.budget * 100, 2):.2f}%"
        assert form.executed <= form.budget


def test_a_larger_corpus_holds_a_smaller_one(tmp_path: Path) -> None:
    assert main([str(tmp_path / "small"), "--districts", "1", "--years", "1"]) == 0
    assert main([str(tmp_path / "large"), "--districts", "2", "--years", "2"]) == 0
    small = [path for path in (tmp_path / "small").iterdir() if path.name != SLIPS]
    assert len(small) == 1 + len(load_words()["departments"])
    for path in small:
        assert (tmp_path / "large" / path.name).read_bytes() == path.read_bytes()
        assert MARK.encode() in path.read_bytes() or path.suffix in (".docx", ".xlsx"), path.name
        assert path.name.startswith(MARK) or path.name == "build_notice.txt"


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "真实数据.txt").touch()
    assert main([str(tmp_path)]) == 2
    assert "不是空文件夹" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["真实数据.txt"]


def test_the_audit_finds_the_slips(workshop: Workshop) -> None:
    assert main([str(workshop.raw), "--districts", "2", "--years", "2", "--seed", "3"]) == 0
    code, _ = workshop.build()
    assert code == 0, "every document is read"
    assert workshop.table("meta_build")["notice_text"].to_list() == [NOTICE]
    with (workshop.raw / SLIPS).open(encoding="utf-8", newline="") as file:
        slips = {(row["file_path"], row["project_name"], row["rule_id"]) for row in csv.DictReader(file)}
    forms = workshop.table("mart_project").select("project_id", "document_label", "project_name")
    found = set(
        workshop.table("audit_finding").join(forms, on="project_id").select("document_label", "project_name", "rule_id")
        .rows()
    )  # fmt: skip
    assert len({rule for _, _, rule in slips} & (EXACT | FOUND)) > 5
    assert {slip for slip in slips if slip[2] in EXACT} == {row for row in found if row[2] in EXACT}
    assert {slip for slip in slips if slip[2] in FOUND} <= found
