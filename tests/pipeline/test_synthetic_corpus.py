"""The synthetic corpus: its forms agree with themselves, it is marked everywhere, a part of its projects is declared
before, and the audit finds what was hidden in it."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from benchmarks.corpus import MARK, NOTICE, SLIPS, main
from benchmarks.corpus_declarations import SyntheticDeclaration, declare_unit
from benchmarks.corpus_plan import Place, SyntheticForm, load_words, plan_unit
from tests.pipeline.workshop import Workshop

PLACE = Place("310107", "普陀区", "上海市")
PLACES = [Place("310101", "黄浦区", "上海市"), Place("310104", "徐汇区", "上海市")]  # of a corpus of two districts
EXACT = {"A03", "A05", "A09", "E05", "E06"}  # found wherever it was made, and nowhere else
FOUND = {"B01", "C05", "C06"}  # found wherever it was made; other rows may break the rule by themselves


@dataclass(frozen=True)
class Declared:
    """A declaration beside what the same unit evaluated in that year, None where nothing of it was."""

    form: SyntheticDeclaration
    evaluated: SyntheticForm | None


def declared_by(seed: int, places: Sequence[Place], years: range) -> list[Declared]:
    return [
        Declared(declared, next((form for form in forms if form.project_name == declared.project_name), None))
        for place in places
        for department in load_words()["departments"]
        for forms in plan_unit(seed, place, department, years)
        for declared in declare_unit(seed, forms)
    ]


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


def test_declarations_agree_with_themselves_and_sometimes_not_with_the_results() -> None:
    both = declared_by(1, [PLACE], range(2020, 2025))
    for declared in both:
        assert sum(row.weight for row in declared.form.indicators) in (0, 90)
        assert declared.form.carryover <= declared.form.amount <= declared.form.whole
        first = declared.form.indicators[0]
        assert f"{first.level3}{first.operator}{first.target}" in declared.form.goal
    pairs = [(declared.form, declared.evaluated) for declared in both if declared.evaluated]
    assert 0 < len(pairs) < len(both), "some were never evaluated"
    assert 0 < sum(form.amount > evaluated.initial for form, evaluated in pairs) < len(pairs), "some sums were cut"
    same_rows = [
        (row.target, printed.target)
        for form, evaluated in pairs for row in form.indicators for printed in evaluated.indicators
        if row.level3 == printed.level3
    ]  # fmt: skip
    assert 0 < sum(target != printed for target, printed in same_rows) < len(same_rows), "some targets were changed"
    assert len(same_rows) < sum(len(evaluated.indicators) for _, evaluated in pairs), "some came later"


def test_a_larger_corpus_holds_a_smaller_one(tmp_path: Path) -> None:
    assert main([str(tmp_path / "small"), "--districts", "1", "--years", "1"]) == 0
    assert main([str(tmp_path / "large"), "--districts", "2", "--years", "2"]) == 0
    small = [path for path in (tmp_path / "small").iterdir() if path.name != SLIPS]
    declared = [path for path in small if "_申报." in path.name]
    assert declared
    assert len(small) == 1 + len(load_words()["departments"]) + len(declared)
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
    printed = workshop.table("mart_project").filter(pl.col("form_type") == "target_declaration")
    declared = {
        (one.form.unit, one.form.year, one.form.project_name, one.form.amount, len(one.form.indicators))
        for one in declared_by(3, PLACES, range(2020, 2022))
    }
    assert declared == set(
        printed.select("unit_name", "fiscal_year", "project_name", "initial_budget_yuan", "indicator_count").rows()
    )
    members = workshop.table("mart_family_member").group_by("form_type").agg(pl.col("has_counterpart").n_unique())
    assert sorted(members.rows()) == [("self_evaluation", 2), ("target_declaration", 2)], "with and without the other"
    assert len({rule for _, _, rule in slips} & (EXACT | FOUND)) > 5
    assert {slip for slip in slips if slip[2] in EXACT} == {row for row in found if row[2] in EXACT}
    assert {slip for slip in slips if slip[2] in FOUND} <= found
