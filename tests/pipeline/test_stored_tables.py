"""A build's tables are made beside memory: readings in a file, tables that spill, documents some at a time."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

from etl.document_rows import DocumentRows
from etl.marts.build_marts import run_queries
from etl.publish.table_writer import row_groups
from etl.reading_spool import open_spool
from etl.schema.declared_schema import load_tables
from etl.schema.stored_tables import StoreLimits, count_keys, in_order, open_tables, store_frame
from etl.settings import TableLimits, load_settings
from etl.steps import make_tables
from tests.pipeline.workshop import Workshop

LINES = load_tables()["raw_document_line"]


def lines(document_id: str, count: int, text: str = "合计") -> pl.DataFrame:
    columns = {"document_id": document_id, "page_no": 1, "sheet_row_no": None, "line_text": text}
    numbered = pl.DataFrame({"line_no": range(count, 0, -1)}, schema={"line_no": pl.Int64})
    return numbered.with_columns(
        pl.lit(value).cast(LINES.schema[name]).alias(name) for name, value in columns.items()
    ).select(LINES.schema.names())


def test_a_spool_gives_back_what_was_kept_last(tmp_path: Path) -> None:
    first, second = (
        DocumentRows({"form_count": count}, {"core_fund": [{"row_no": count}] * count}).to_json() for count in (1, 2)
    )
    with open_spool(tmp_path / "readings") as spool:
        spool.keep("a", first)
        spool.keep("b", first)
        spool.keep("a", second)
        assert spool["a"].document == {"form_count": 2}
        assert spool["a"].rows == {"core_fund": [{"row_no": 2}] * 2}
        assert spool["b"].rows == {"core_fund": [{"row_no": 1}]}
        assert (spool.find("c"), spool.byte_count("b")) == (None, len(first))
        assert spool.byte_count() == len(first) + len(second)
    assert list(tmp_path.iterdir()) == []


def test_tables_larger_than_their_memory_lie_in_the_folder_and_come_back_in_order(tmp_path: Path) -> None:
    spill = tmp_path / "tables"
    with open_tables(spill, StoreLimits(200_000_000, 1)) as tables:
        for part, document_id in enumerate(("b", "a", "e", "d", "c")):
            store_frame(tables, LINES.name, lines(document_id, 60_000, "合计" * 150), is_new=part == 0)
        assert sum(file.stat().st_size for file in spill.iterdir()) > 10_000_000
        rows = tables.table(LINES.name)
        assert count_keys(rows, LINES) == (300_000, 300_000)
        found = [batch.select(["document_id", "line_no"]) for batch in in_order(rows, LINES).to_arrow_reader(10_000)]
    keys = pl.DataFrame(pa.Table.from_batches(found))
    assert keys.height == 300_000
    assert keys.equals(keys.sort("document_id", "line_no"))
    assert not spill.exists() or list(spill.iterdir()) == []


def test_what_a_query_gives_is_stored_in_the_declared_types(tmp_path: Path) -> None:
    with open_tables(tmp_path / "tables", StoreLimits(100_000_000, 1)) as tables:
        empty = "null as page_no, null as sheet_row_no"
        given = f"select 'a' as document_id, 1::tinyint as line_no, {empty}, 'x' as line_text"
        run_queries(tables, [LINES.name], {LINES.name: given})
        stored = tables.table(LINES.name)
        assert list(map(str, stored.types)) == ["VARCHAR", "BIGINT", "BIGINT", "BIGINT", "VARCHAR"]
        run_queries(tables, ["core_text_quantity"], {"core_text_quantity": empty_query("core_text_quantity")})


def empty_query(name: str) -> str:
    return f"select {', '.join(f'null as {column}' for column in load_tables()[name].schema)} where false"


@pytest.mark.parametrize("sizes", [(10,), (1, 2, 3, 4), (3, 7), (4, 4, 2), (9, 1)])
def test_row_groups_are_the_same_whatever_the_batches(sizes: tuple[int, ...]) -> None:
    numbers = iter(range(10))
    batches = [pa.record_batch({"n": [next(numbers) for _ in range(size)]}) for size in sizes]
    groups = [group.column("n").to_pylist() for group in row_groups(batches, 4)]
    assert groups == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]


def test_documents_one_by_one_give_the_same_build_as_all_at_once(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        text = f"项目支出绩效自评表\n项目名称\t检查{number}\n" + "年度指标\n" * number
        (workshop.raw / f"{number}.txt").write_text(text, "utf-8")
    names = ("core_document", "raw_document_line", "core_project", "audit_finding", "mart_document")
    workshop.build()
    together = {name: workshop.table(name) for name in names}
    workshop.published = workshop.published.with_name("again")
    parts: list[int] = []
    parts_of = make_tables.parts_of

    def noting(*given: object) -> object:
        for part in parts_of(*given):  # type: ignore[arg-type]
            parts.append(len(part))
            yield part

    monkeypatch.setattr(make_tables, "BYTES_AT_ONCE", 1)
    monkeypatch.setattr(make_tables, "parts_of", noting)
    workshop.build()
    assert parts == [1, 1, 1]
    assert all(workshop.table(name).equals(frame) for name, frame in together.items())
    assert list((workshop.published / "staging").iterdir()) == []


def test_a_disk_that_could_not_hold_the_tables_is_refused_before_they_are_made(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workshop.raw / "a.txt").write_text("项目支出绩效自评表\n项目名称\t检查\n", "utf-8")
    monkeypatch.setattr("etl.pipeline.SCRATCH_SHARE", 1e13)
    monkeypatch.setattr(make_tables, "make_tables", None)
    code, said = workshop.build()
    assert (code, "磁盘空间不够" in said) == (2, True)
    assert list((workshop.published / "staging").iterdir()) == []


def test_too_little_memory_is_said_in_one_sentence(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    (workshop.raw / "a.txt").write_text("项目支出绩效自评表\n项目名称\t检查\n", "utf-8")
    settings = load_settings()
    small = replace(settings, tables=TableLimits(memory_limit_bytes=1_000_000, most_threads=1))
    monkeypatch.setattr("etl.settings.load_settings", lambda: small)
    code, said = workshop.build()
    assert (code, "内存或磁盘不够" in said, "Traceback" in said) == (2, True, False)
    assert list((workshop.published / "staging").iterdir()) == []
