"""Numbers and pointers after damage: no number is used twice, and a failed fsync is a failed publication."""

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drills.made_build import FORMS, RULES, make_frames, make_picture, make_source, make_version, stored
from etl.__main__ import main
from etl.publish.check_build import build_folder, check_published
from etl.publish.durable_files import sync_folder
from etl.publish.picture_store import keep_pictures, picture_path
from etl.publish.pointer import PointerError, load_pointer, write_pointer
from etl.publish.publish_build import open_store, publish_build
from tests.publish.conftest import Publish


def publish_version(root: Path, version: int) -> int:
    with open_store(root) as store:
        keep_pictures(root, [make_picture(version)])
        return publish_build(store, stored(make_version(version)), make_source(FORMS), RULES).record.number


def test_no_number_is_used_twice_though_pointer_and_folders_are_lost(publish: Publish, root: Path) -> None:
    for score in (0.1, 0.2, 0.3):
        publish(score=score)
    (root / "current.json").unlink()
    shutil.rmtree(root / "builds")
    assert publish(score=0.4).record.number == 4
    (root / "last_number").write_bytes(b"\xff")  # damaged: folders and history still know
    assert publish(score=0.5).record.number == 5


def test_a_build_whose_pointer_never_moved_keeps_its_number(publish: Publish, root: Path) -> None:
    publish(score=0.1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.publish.publish_build.write_pointer", broken_disk)
        with pytest.raises(OSError, match="Input/output error"):
            publish(score=0.2)
    assert build_folder(root, 2).exists()
    with open_store(root) as store:
        assert store.pointer is not None
        assert store.pointer.build_number == 1
    assert not build_folder(root, 2).exists()
    assert publish(score=0.3).record.number == 3


def broken_disk(*_: Any) -> None:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize("is_first", [True, False])
def test_a_failed_fsync_of_the_pointer_is_a_failed_publication(
    publish: Publish, root: Path, is_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not is_first:
        publish(score=0.1)
    before = load_pointer(root)

    def sync(folder: Path) -> None:
        if folder == root:
            broken_disk()
        sync_folder(folder)

    monkeypatch.setattr("etl.publish.pointer.sync_folder", sync)
    with pytest.raises(OSError, match="Input/output error"):
        publish(score=0.2)
    assert load_pointer(root) == before


def test_any_changed_field_of_the_pointer_is_noticed(publish: Publish, root: Path) -> None:
    publish(score=0.1)
    publish(score=0.2)
    pointer, path = load_pointer(root), root / "current.json"
    assert pointer is not None
    whole = path.read_text()
    for old, new in (
        ("[1, 2]", "[1, 3]"),
        ("[1, 2]", "[1]"),
        ("history_", "histori_"),
        ('"build_number": 2', '"build_number": 1'),
    ):
        assert old in whole
        path.write_text(whole.replace(old, new))
        with pytest.raises(PointerError):
            load_pointer(root)
    write_pointer(root, replace(pointer, history=(1,)))
    with open_store(root):
        assert build_folder(root, 2).exists(), "the current build stays, whatever the history says"


def test_the_floor_is_the_build_before_where_the_current_one_is_damaged(publish: Publish, root: Path) -> None:
    publish(score=0.1)
    publish(score=0.2)
    (build_folder(root, 2) / "build.json").write_text("{")
    with open_store(root) as store, pytest.raises(Exception, match="一张也没有"):
        publish_build(store, stored(make_frames({})), make_source({}), RULES)


def test_as_many_builds_are_kept_as_were_asked_for(publish: Publish, root: Path) -> None:
    rules = replace(RULES, keep_builds=6, history_length=2)
    for number in range(1, 8):
        publish(score=number / 10, rules=rules)
    assert sorted(int(path.name) for path in (root / "builds").iterdir()) == [2, 3, 4, 5, 6, 7]


def test_pictures_of_a_build_whose_list_is_damaged_are_not_taken_for_unused(root: Path) -> None:
    publish_version(root, 1)
    publish_version(root, 2)
    table = build_folder(root, 2) / "raw_page_picture.parquet"
    content = bytearray(table.read_bytes())
    content[len(content) // 2] ^= 1
    table.write_bytes(content)
    publish_version(root, 3)
    assert len(list((root / "pictures").rglob("*.png"))) == 3, "which pictures the damaged build names is not certain"
    publish_version(root, 4)
    assert len(list((root / "pictures").rglob("*.png"))) == 2, "the damaged build is gone, and nobody names its picture"
    assert check_published(root) == []


def test_names_of_pictures_are_durable_before_the_build_that_names_them(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import hashlib

    with open_store(root):
        keep_pictures(root, [make_picture(1)])  # by a run that was killed afterwards
    folder = picture_path(root, hashlib.sha256(make_picture(1)).hexdigest()).parent
    with open_store(root):
        keep_pictures(root, [make_picture(1)])
    synced = []
    monkeypatch.setattr("etl.publish.picture_store.sync_folder", synced.append)
    publish_version(root, 1)
    assert {folder, root / "pictures", root} <= set(synced)


def test_a_stray_file_in_staging_stops_nobody(publish: Publish, root: Path) -> None:
    publish(score=0.1)
    (root / "staging" / "note.txt").write_text("x")
    (root / "staging" / "link").symlink_to(root / "builds")
    assert publish(score=0.2).is_new
    assert list((root / "staging").iterdir()) == []
    assert build_folder(root, 1).exists()


def test_check_tells_of_a_damaged_older_build(publish: Publish, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(score=0.1)
    publish(score=0.2)
    assert main(["check", "--published", str(root)]) == 0
    (build_folder(root, 1) / "core_fund.parquet").unlink()
    assert main(["check", "--published", str(root)]) == 1
    assert "留存的批次 1：缺少文件 core_fund.parquet" in capsys.readouterr().out


def test_new_folders_above_the_store_are_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    with open_store(tmp_path / "data" / "published"):
        pass
    assert {folder.stat().st_ino for folder in (tmp_path, tmp_path / "data", tmp_path / "data/published")} <= set(
        synced
    )
