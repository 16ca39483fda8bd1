"""What keeps a build from being published, and what `check` sees afterwards."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from drills.made_build import FORMS, RULES, make_frames, make_source, stored
from etl.publish.build_record import FormCount
from etl.publish.check_build import build_folder, check_published
from etl.publish.pointer import load_pointer
from etl.publish.publish_build import RefusedBuildError, open_store, publish_build
from tests.publish.conftest import Publish


def refuse_frames(root: Path, frames: dict[str, pl.DataFrame]) -> str:
    with open_store(root) as store, pytest.raises(RefusedBuildError) as refused:
        publish_build(store, stored(frames), make_source(FORMS), RULES)
    assert load_pointer(root) is None
    assert list((root / "staging").iterdir()) == list((root / "builds").iterdir()) == []
    return str(refused.value)


def test_repeated_key_is_refused(root: Path) -> None:
    frames = make_frames(FORMS)
    frames["core_project"] = pl.concat([frames["core_project"], frames["core_project"].head(1)])
    assert "core_project 的主键 project_id 有重复" in refuse_frames(root, frames)


def test_repeated_field_of_the_whole_form_is_refused(root: Path) -> None:
    frames = make_frames(FORMS)
    whole = frames["raw_form_field"].filter(pl.col("row_no").is_null()).head(1)
    frames["raw_form_field"] = pl.concat([frames["raw_form_field"], whole])
    assert "raw_form_field 的主键" in refuse_frames(root, frames)


def test_empty_key_is_refused(root: Path) -> None:
    frames = make_frames(FORMS)
    frames["core_document"] = frames["core_document"].with_columns(
        pl.when(pl.col("document_id") == "d3").then(None).otherwise("document_id").alias("document_id")
    )
    assert "有空值" in refuse_frames(root, frames)


@pytest.mark.parametrize(
    ("table", "parent"),
    [
        ("core_document", "core_project 有 1 行在 core_document"),
        ("raw_document_line", "core_document 有 1 行在 raw_document_line"),
        ("raw_form_field", "core_indicator 有 10 行在 raw_form_field"),
        ("core_project", "core_indicator 有 10 行在 core_project"),
    ],
)
def test_row_without_its_evidence_is_refused(root: Path, table: str, parent: str) -> None:
    frames = make_frames(FORMS)
    lost = 1 if table in ("core_document", "raw_document_line") else frames[table].height
    frames[table] = frames[table].head(frames[table].height - lost)
    assert parent in refuse_frames(root, frames)


def test_check_notices_one_changed_byte_in_every_file(publish: Publish, root: Path) -> None:
    publish()
    for path in sorted(build_folder(root, 1).iterdir()):
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        assert check_published(root), path.name
        path.write_bytes(content)
    assert check_published(root) == []


def test_check_notices_a_missing_and_an_extra_file(publish: Publish, root: Path) -> None:
    publish()
    folder = build_folder(root, 1)
    (folder / "note.txt").write_text("x")
    assert check_published(root) == ["多出没有登记的文件 note.txt。"]
    (folder / "note.txt").rename(root / "note.txt")
    (folder / "core_fund.parquet").unlink()
    assert check_published(root) == ["缺少文件 core_fund.parquet。"]


def test_check_without_a_build_says_so(root: Path) -> None:
    assert check_published(root) == ["还没有发布任何批次。"]


def test_no_form_where_there_were_some_is_refused(publish: Publish, root: Path) -> None:
    publish()
    with pytest.raises(RefusedBuildError, match="上一批有 10 张项目表，这一批一张也没有"):
        publish(dict.fromkeys(FORMS, 0))
    with pytest.raises(RefusedBuildError, match="一张也没有"):
        publish({})
    assert check_published(root) == []


def test_too_few_forms_of_documents_still_there_are_refused(publish: Publish) -> None:
    publish()
    with pytest.raises(RefusedBuildError, match="区划 310113 2023 年的项目表由 9 张降为 7 张"):
        publish(FORMS | {"d1": 2})
    assert publish(FORMS | {"d1": 3}).is_new  # 9 to 8 is less than a fifth


def test_small_division_is_not_hidden_by_a_large_one(publish: Publish) -> None:
    publish()
    with pytest.raises(RefusedBuildError, match="区划 341182"):
        publish(FORMS | {"d3": 0, "d1": 9})


def test_documents_taken_away_are_no_loss(publish: Publish) -> None:
    publish()
    assert publish({"d2": 5}).is_new


def test_better_division_is_no_loss(publish: Publish, root: Path) -> None:
    publish()
    counts = tuple(FormCount(name, "310000", 2023, count) for name, count in FORMS.items())
    moved = replace(make_source(FORMS, "moved"), form_counts=counts)
    with open_store(root) as store:
        assert publish_build(store, stored(make_frames(FORMS)), moved, RULES).is_new


def test_floors_can_be_lifted_on_purpose(publish: Publish) -> None:
    publish()
    assert publish(FORMS | {"d1": 1}, rules=replace(RULES, may_drop_forms=True)).is_new
