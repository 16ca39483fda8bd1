"""A published folder that somebody changed by hand: nothing of others is removed, no sound build is lost, no trace."""

import json
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.publish.build_store import LONGEST_NUMBER
from etl.publish.check_build import build_folder, check_published
from etl.publish.publish_build import open_store
from pages.queries.build_folder import PUBLISHED_VARIABLE
from pages.queries.build_pointer import committed_builds
from tests.publish.conftest import Publish


@pytest.mark.parametrize("name", ["builds", "staging", "pictures"])
def test_nothing_is_cleared_behind_a_link(publish: Publish, root: Path, tmp_path: Path, name: str) -> None:
    publish(score=0.1)
    others = tmp_path / "others"
    (others / "00").mkdir(parents=True)
    (others / "00" / "kept").write_text("of somebody else")
    if (root / name).exists():
        (root / name).rename(tmp_path / "moved")
    (root / name).symlink_to(others)
    with pytest.raises(NotADirectoryError, match=f"{name} 是链接"), open_store(root):
        pass
    assert (others / "00" / "kept").exists()


def test_pictures_in_a_linked_folder_are_not_removed(publish: Publish, root: Path, tmp_path: Path) -> None:
    publish(score=0.1)
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "kept.png").write_text("of somebody else")
    (root / "pictures").mkdir(exist_ok=True)
    (root / "pictures" / "zz").symlink_to(tmp_path / "others")
    with open_store(root):
        pass
    assert (tmp_path / "others" / "kept.png").exists()


def test_of_a_build_that_is_a_link_only_the_link_goes(publish: Publish, root: Path, tmp_path: Path) -> None:
    publish(score=0.1)
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "kept").write_text("of somebody else")
    build_folder(root, 9).symlink_to(tmp_path / "others")
    with open_store(root):
        assert not build_folder(root, 9).is_symlink()
    assert (tmp_path / "others" / "kept").exists()


def test_a_pointer_without_a_seal_to_a_build_that_is_not_there_costs_no_build(publish: Publish, root: Path) -> None:
    publish(score=0.1)
    publish(score=0.2)
    (root / "current.json").write_text(json.dumps({"build_number": 77, "build_sha256": "x", "history": [77]}))
    with open_store(root) as store:
        assert store.pointer is not None
        assert (store.pointer.build_number, store.pointer.history) == (2, (1, 2))
    assert check_published(root) == []


@pytest.mark.parametrize("damage", ["[" * 200_000, '{"history": ' * 100_000])
def test_a_pointer_nested_without_end_is_damage_like_any_other(
    publish: Publish, root: Path, damage: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(score=0.1)
    (root / "current.json").write_text(damage)
    monkeypatch.setenv(PUBLISHED_VARIABLE, str(root))
    shown = committed_builds()
    assert [build.number for build in shown.builds] == [1]
    assert shown.fault is not None
    assert main(["check", "--published", str(root)]) == 2
    assert "current.json 损坏" in capsys.readouterr().err
    assert publish(score=0.2).record.number == 2


@pytest.mark.parametrize("last", ["1" * (LONGEST_NUMBER + 1), "9" * 5000, "-5", "٣", ""])
def test_a_counter_that_no_build_could_have_is_left_out_of_account(publish: Publish, root: Path, last: str) -> None:
    publish(score=0.1)
    (root / "last_number").write_text(last)
    assert publish(score=0.2).record.number == 2


def test_folders_that_are_no_builds_are_left_alone(publish: Publish, root: Path) -> None:
    publish(score=0.1)
    odd = [root / "builds" / name for name in ("5", "notes", "1" * 40)]
    for folder in odd:
        folder.mkdir()
    assert publish(score=0.2).record.number == 2
    assert all(folder.is_dir() for folder in odd)
