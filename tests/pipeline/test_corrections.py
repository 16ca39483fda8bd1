"""A publisher's slip from its declaration to the tables: applied with its reason, or named loudly, never in between."""

import hashlib
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import etl.__main__
from etl.content_version import code_version
from tests.pipeline.workshop import Workshop

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "tests" / "golden" / "tab_rows" / "source.txt"
OTHER = ROOT / "tests" / "golden" / "markup" / "source.txt"
EXAMPLE = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "adding-a-correction.md").read_text("utf-8"), re.S)[0]
MISFITS = [  # what the example says, what a declaration says in its place, and what is said of it
    ('"11次"', '"12次"', "但现在印的是“11次”"),
    ("row_no = 1", "row_no = 9", "但表上没有读到这个字段"),
    ("form_no = 1", "form_no = 2", "但表上没有读到这个字段"),
    ('"actual"', '"actuals"', "但表上没有读到这个字段"),
    ('"indicator"', '"fund"', "但表上没有读到这个字段"),
]


class FixedDate(date):
    """A calendar that stands still."""

    @classmethod
    def today(cls) -> "FixedDate":
        return cls(2026, 11, 22)


@pytest.fixture
def declared(workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the declaration of the guide, beside the document that it means and another one."""
    monkeypatch.setattr(etl.__main__, "date", FixedDate)
    shutil.copy(SOURCE, workshop.raw / "water.txt")
    shutil.copy(OTHER, workshop.raw / "other.txt")
    folder = tmp_path / "corrections"
    folder.mkdir()
    (folder / "water.toml").write_text(EXAMPLE, "utf-8")
    return folder


def corrected_field(workshop: Workshop) -> dict[str, object]:
    fields = workshop.table("raw_form_field").filter(pl.col("corrected_text").is_not_null())
    assert fields.height == 1
    return fields.row(0, named=True)


def findings_of(workshop: Workshop, code: str) -> list[dict[str, object]]:
    return workshop.table("audit_finding").filter(pl.col("rule_id") == f"READ-{code}").to_dicts()


def test_the_example_of_the_guide_is_applied_and_the_print_is_kept(workshop: Workshop, declared: Path) -> None:
    code, said = workshop.build("--corrections", str(declared))
    assert (code, "声明的更正：采用 1 条，未采用 0 条。" in said) == (0, True)
    field = corrected_field(workshop)
    assert (field["printed_text"], field["corrected_text"]) == ("11次", "10次")
    assert field["correction_reason_text"] == "公布时把十次误写为十一次"
    assert field["correction_basis_text"] == "云岭县水务局 2024 年 3 月 8 日更正公告（绩效科，2024-03-11 登记）"
    indicator = workshop.table("core_indicator").filter(pl.col("level3_name") == "巡查次数").row(0, named=True)
    assert (indicator["actual_text"], indicator["actual_value"]) == ("10次", 10.0)
    (finding,) = findings_of(workshop, "correction_applied")
    assert (finding["severity"], finding["row_no"], finding["line_no"]) == ("低", 1, field["line_no"])
    assert workshop.run("check", "--published", str(workshop.published))[0] == 0


def test_findings_stand_at_the_year_and_division_of_their_form(workshop: Workshop, declared: Path) -> None:
    workshop.build("--corrections", str(declared))
    place = ("fiscal_year", "division_code")
    forms = workshop.table("core_project").select("project_id", *(pl.col(name).alias(f"own_{name}") for name in place))
    found = workshop.table("audit_finding").join(forms, on="project_id")
    assert set(found["source_kind"]) == {"reading", "rule"} and found["fiscal_year"].null_count() == 0
    assert all(found[name].eq_missing(found[f"own_{name}"]).all() for name in place)


def test_a_change_of_corrections_reads_only_its_document(workshop: Workshop, declared: Path) -> None:
    workshop.build("--corrections", str(declared))
    path = declared / "water.toml"
    text = path.read_text("utf-8")
    path.write_text(f"# a remark\n\n{text}", "utf-8")
    assert "没有生成新批次" in workshop.build("--corrections", str(declared))[1], "a remark changes nothing"
    path.write_text(text.replace('"10次"', '"9次"'), "utf-8")
    code, said = workshop.build("--corrections", str(declared))
    assert (code, "已发布第 2 批" in said, "新读 1 份，沿用上次 1 份" in said) == (0, True, True)
    assert corrected_field(workshop)["corrected_text"] == "9次"
    path.unlink()
    code, said = workshop.build("--corrections", str(declared))
    assert (code, "已发布第 3 批" in said, "更正" in said) == (0, True, False)
    assert workshop.table("raw_form_field")["corrected_text"].null_count() == workshop.table("raw_form_field").height


def test_a_correction_that_does_not_fit_is_loud(workshop: Workshop, declared: Path) -> None:
    for number, (old, new, _) in enumerate(MISFITS):
        (declared / f"misfit_{number}.toml").write_text(EXAMPLE.replace(old, new), "utf-8")
    (declared / "water.toml").unlink()
    for _ in range(2):  # as loud in a build that publishes nothing new
        code, said = workshop.build("--corrections", str(declared))
        assert (code, "采用 0 条，未采用 5 条" in said) == (1, True)
        for number, (*_, says) in enumerate(MISFITS):
            (line,) = [line for line in said.splitlines() if f"misfit_{number}.toml 第 1 行" in line]
            assert "更正预期印有" in line and says in line
    findings = findings_of(workshop, "correction_stale")
    assert [finding["severity"] for finding in findings] == ["高"] * len(MISFITS)
    messages = "\n".join(str(finding["message"]) for finding in findings)
    assert {says: messages.count(says) for *_, says in MISFITS} == Counter(says for *_, says in MISFITS)
    assert workshop.table("core_indicator").filter(pl.col("actual_text") == "11次").height == 1


def test_a_correction_of_a_document_without_forms_is_loud(workshop: Workshop, declared: Path) -> None:
    content = "这里没有表。\n".encode()
    (workshop.raw / "water.txt").write_bytes(content)
    path = declared / "water.toml"
    known = hashlib.sha256(SOURCE.read_bytes()).hexdigest()
    path.write_text(path.read_text("utf-8").replace(known, hashlib.sha256(content).hexdigest()), "utf-8")
    code, said = workshop.build("--corrections", str(declared))
    assert (code, "但这份文件没有读出表" in said) == (1, True)
    assert len(findings_of(workshop, "correction_stale")) == 1


def test_an_expired_correction_is_named_and_not_applied(
    workshop: Workshop, declared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FixedDate, "today", classmethod(lambda cls: cls(2027, 3, 11)))
    assert "采用 1 条，未采用 0 条" in workshop.build("--corrections", str(declared))[1], "the last day counts"
    monkeypatch.setattr(FixedDate, "today", classmethod(lambda cls: cls(2027, 3, 12)))
    code, said = workshop.build("--corrections", str(declared))
    assert (code, "已发布第 2 批" in said, "更正已于 2027-03-11 到期" in said) == (0, True, True)
    assert [row["severity"] for row in findings_of(workshop, "correction_expired")] == ["中"]
    assert workshop.table("core_indicator").filter(pl.col("actual_text") == "11次").height == 1
    (declared / "water.toml").unlink()
    code, said = workshop.build("--corrections", str(declared))
    assert (code, "已发布第 3 批" in said, "新读 0 份" in said) == (0, True, True)
    assert findings_of(workshop, "correction_expired") == []


def test_a_declaration_is_an_input_and_no_code(tmp_path: Path) -> None:
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "load.py").write_text("", "utf-8")
    before = code_version(tmp_path)
    (tmp_path / "corrections" / "a.toml").write_text("", "utf-8")
    assert code_version(tmp_path) == before
    (tmp_path / "corrections" / "load.py").write_text("x = 1\n", "utf-8")
    assert code_version(tmp_path) != before


def test_a_correction_whose_document_is_gone_is_named(workshop: Workshop, declared: Path) -> None:
    (workshop.raw / "water.txt").write_bytes(SOURCE.read_bytes() + b"\n")
    code, said = workshop.build("--corrections", str(declared))
    document_id = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    assert (code, f"没有编号为 {document_id} 的原件" in said) == (0, True)


def test_a_malformed_declaration_publishes_nothing(workshop: Workshop, declared: Path) -> None:
    workshop.build("--corrections", str(declared))
    before = (workshop.published / "current.json").read_bytes()
    (declared / "broken.toml").write_text('[[correction]]\ndocument = "x"\nform_no = "1"\n', "utf-8")
    code, said = workshop.build("--corrections", str(declared))
    assert (code, said) == (2, "没有发布：broken.toml 第 1 行：section 没有写。\n")
    assert (workshop.published / "current.json").read_bytes() == before
