"""A download is the data of the build shown, also where Streamlit names it by samples; and each one is on record."""

import gc
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from pages.queries.published_db import build_in_use, close_builds, fetch
from pages.widgets.presented_table import present_table
from pages.widgets.table_files import CSV, file_bytes
from pages.widgets.table_origin import Origin, file_stem
from tests.pages.conftest import load_rows, point_to, write_build
from tests.source_file import SourceFile

COLUMNS = ["project_id", "project_name", "department_name", "executed_yuan", "adjusted_budget_yuan"]
LABELS = {"project_id": "项目表编号"}
MANY = 16_000
CHANGED = 5_000  # a row outside of the head, middle and tail that Streamlit samples
MEBIBYTE = 1 << 20


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two builds of many forms that differ in one amount of the same length."""
    folder, rows = tmp_path_factory.mktemp("two"), load_rows()
    form = next(row for row in rows["mart_execution"] if row["project_id"] == "p1-01")
    forms = [form | {"project_id": f"p1-{number:05d}", "department_name": "甲局" * 10} for number in range(MANY)]
    write_build(folder, 1, {**rows, "mart_execution": forms})
    amount = Decimal(str(form["executed_yuan"]))
    forms[CHANGED] = forms[CHANGED] | {"executed_yuan": str(amount + Decimal("0.01"))}
    write_build(folder, 2, {**rows, "mart_execution": forms})
    yield folder
    close_builds()
    gc.unfreeze()


def test_two_builds_that_differ_in_one_amount_are_two_files(published: Path, all_filters: dict[str, list[str]]) -> None:
    storage, files = MemoryMediaFileStorage("/media"), []
    for number in (1, 2):
        point_to(published, number)
        table = present_table(fetch("execution_rows", all_filters), COLUMNS, LABELS)
        content = file_bytes(CSV, table, Origin("", {}, ""))
        assert len(content) > MEBIBYTE
        files.append((content, file_stem(table, Origin("页", {}, build_in_use().name))))
    (first, first_name), (second, second_name) = files
    assert first != second and len(first) == len(second)
    same = [storage.load_and_get_id(content, "text/csv", MediaFileKind.DOWNLOADABLE, "x.csv") for content, _ in files]
    assert same[0] == same[1], "Streamlit tells the two apart by now: this guard may go"
    own = [storage.load_and_get_id(*args, MediaFileKind.DOWNLOADABLE, name) for *args, name in (
        (first, "text/csv", first_name), (second, "text/csv", second_name)
    )]  # fmt: skip
    assert own[0] != own[1]
    assert [storage.get_file(f"{name}.csv").content for name in own] == [first, second]
    assert first_name.split("_批次")[1].split("_")[0] == "1"


def test_every_file_is_offered_by_the_one_that_records(python_sources: list[SourceFile]) -> None:
    offering = {
        source.path for source in python_sources if "download_button(" in source.text and "st.download" in source.text
    }
    in_product = {path for path in offering if path.startswith(("pages/", "app.py", "serve"))}
    assert in_product == {"pages/widgets/download_buttons.py"}
    assert "with_record(taken, make)" in next(
        s.text for s in python_sources if s.path in offering and s.path.startswith("pages")
    )
