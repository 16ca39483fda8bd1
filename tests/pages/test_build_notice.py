"""What must be said of a whole build stands above every page, as text; builds of before say nothing."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from pages.queries.published_db import close_builds
from pages.widgets.build_stamp import build_notice
from tests.pages.conftest import load_rows, write_build


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty published folder, in use."""
    monkeypatch.setenv("JIXIAO_PUBLISHED", str(tmp_path))
    yield tmp_path
    close_builds()


def test_the_notice_of_the_build_is_told(published: Path) -> None:
    rows = load_rows()
    rows["meta_build"][0]["notice_text"] = "合成数据。"
    write_build(published, 1, rows)
    assert build_notice() == "合成数据。"


def test_a_build_without_the_column_says_nothing(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = pl.DataFrame.write_parquet
    monkeypatch.setattr(
        pl.DataFrame,
        "write_parquet",
        lambda frame, file: write(frame.drop("notice_text", strict=False), file),
    )
    write_build(published, 1, load_rows())
    assert build_notice() is None
