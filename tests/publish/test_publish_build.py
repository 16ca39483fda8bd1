"""A build is published whole or not at all, and the same input gives the same bytes."""

import fcntl
import json
import os
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest

import etl
from drills.made_build import FORMS, RULES, make_frames, make_source, stored
from etl.publish.build_record import load_record
from etl.publish.check_build import build_folder, check_published
from etl.publish.file_lock import PublisherBusyError
from etl.publish.pointer import load_pointer
from etl.publish.publish_build import RefusedBuildError, open_store, publish_build
from etl.publish.table_writer import SchemaMismatchError
from etl.schema.declared_schema import load_tables
from tests.publish.conftest import Publish

ETL_FOLDER = Path(etl.__file__).parent


def current_number(root: Path) -> int | None:
    pointer = load_pointer(root)
    return pointer.build_number if pointer else None


def built_numbers(root: Path) -> list[int]:
    return sorted(int(path.name) for path in (root / "builds").iterdir())


def all_bytes(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_first_build_is_published_and_sound(publish: Publish, root: Path) -> None:
    publication = publish()
    assert (publication.is_new, publication.record.number, current_number(root)) == (True, 1, 1)
    assert check_published(root) == []
    pointer = json.loads((root / "current.json").read_text())
    assert pointer["history"] == [1]
    assert list((root / "staging").iterdir()) == []


def test_same_input_makes_no_new_build(publish: Publish, root: Path) -> None:
    first, second = publish(), publish()
    assert (second.is_new, second.record.build_id) == (False, first.record.build_id)
    assert built_numbers(root) == [1]


def test_one_changed_value_makes_a_new_build(publish: Publish, root: Path) -> None:
    first, second = publish(), publish(score=0.5)
    assert (second.is_new, second.record.number) == (True, 2)
    assert first.record.build_id != second.record.build_id
    assert check_published(root) == []


def test_row_order_of_the_input_changes_no_byte(tmp_path: Path) -> None:
    found = []
    for name, is_reversed in (("one", False), ("two", True)):
        frames = {table: frame.reverse() if is_reversed else frame for table, frame in make_frames(FORMS).items()}
        with open_store(tmp_path / name) as store:
            publish_build(store, stored(frames), make_source(FORMS), RULES)
        found.append(all_bytes(tmp_path / name))
    assert found[0] == found[1]


def test_parquet_carries_order_meaning_and_build(publish: Publish, root: Path) -> None:
    record = publish().record
    path = build_folder(root, 1) / "core_indicator.parquet"
    metadata = pq.read_metadata(path)
    assert metadata.metadata[b"build_id"].decode() == record.build_id
    assert metadata.row_group(0).column(0).compression == "ZSTD"
    assert metadata.row_group(0).column(0).statistics is not None
    schema = pq.read_schema(path)
    assert schema.metadata[b"grain"].decode() == load_tables()["core_indicator"].grain
    assert schema.field("score_points").metadata[b"unit"].decode() == "分"
    rows = pl.read_parquet(path)
    assert rows.equals(rows.sort(load_tables()["core_indicator"].sort))
    assert rows.schema == load_tables()["core_indicator"].schema


def test_history_and_old_builds_are_limited(publish: Publish, root: Path) -> None:
    for number in range(1, 7):
        publish(score=number / 10)
    pointer = load_pointer(root)
    assert pointer is not None
    assert pointer.history == (3, 4, 5, 6)
    assert list(pointer.history_sha256) == ["3", "4", "5", "6"]
    assert {number: load_record(build_folder(root, number))[1] for number in built_numbers(root)} == {
        number: pointer.history_sha256[str(number)] for number in built_numbers(root)
    }
    assert built_numbers(root) == [5, 6]


def test_build_that_a_reader_holds_is_kept(publish: Publish, root: Path) -> None:
    publish(score=0.1)
    held = os.open(build_folder(root, 1), os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_SH)
    for number in range(2, 5):
        publish(score=number / 10)
    assert built_numbers(root) == [1, 3, 4]
    os.close(held)
    publish(score=0.5)
    assert built_numbers(root) == [4, 5]


def test_second_publisher_is_refused_at_once(publish: Publish, root: Path) -> None:
    publish()
    with open_store(root), pytest.raises(PublisherBusyError), open_store(root):
        pass
    assert publish(score=0.5).is_new


Place = tuple[str, ...]  # where in the code of the ETL a step is taken: functions and lines, the outermost first


def place_of_step() -> Place:
    """Where the step that is about to be taken stands."""
    frames = traceback.extract_stack()
    return tuple(f"{frame.name}:{frame.lineno}" for frame in frames if ETL_FOLDER in Path(frame.filename).parents)


def break_at(chosen: Place | None, time_no: int, monkeypatch: pytest.MonkeyPatch) -> list[Place]:
    """Let an fsync, rename or replace fail, the n-th at a place of the code; gives the places of all steps taken."""
    taken: list[Place] = []

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            taken.append(place_of_step())
            if taken[-1] == chosen and taken.count(chosen) == time_no:
                raise OSError(28, "No space left on device")
            return real(*arguments)

        return call

    for name in ("fsync", "rename", "replace"):
        monkeypatch.setattr(os, name, counting(getattr(os, name)))
    return taken


def places_of_one_publication(publish: Publish) -> list[Place]:
    """Where the steps of a publication stand that removes an older build."""
    for number in range(RULES.keep_builds):
        publish(score=number / 10)
    with pytest.MonkeyPatch.context() as patch:
        taken = break_at(None, 0, patch)
        publish(score=0.9)
    return taken


def test_a_failure_at_any_step_leaves_a_sound_build(publish: Publish, root: Path) -> None:
    """At each place of the code the first, a middle and the last time: the tables are written one like the other."""
    counts = Counter(places_of_one_publication(publish))
    assert max(counts.values()) == len(load_tables())
    assert len(counts) > 10
    score = failures = 0
    for place, count in counts.items():
        for time_no in sorted({1, (count + 1) // 2, count}):
            before = current_number(root)
            with pytest.MonkeyPatch.context() as patch:
                break_at(place, time_no, patch)
                try:
                    publish(score=(score := score + 1) / 1000)
                    is_refused = False
                except OSError:
                    is_refused = True
            failures += is_refused
            assert check_published(root) == [], place
            after = current_number(root)
            is_committed = any(step.startswith("write_pointer") for step in place)
            assert after == before or not is_refused or is_committed, place
    assert failures > 10
    publication = publish(score=0.9999)
    assert publication.is_new
    assert check_published(root) == []
    assert list((root / "staging").iterdir()) == []
    assert len(built_numbers(root)) <= RULES.keep_builds


KILLED_PUBLISHER = """
import os, sys
from pathlib import Path
from etl.publish.publish_build import open_store, publish_build
import etl
from drills.made_build import FORMS, RULES, make_frames, make_source, stored
root, steps = Path(sys.argv[1]), iter(range(1, 10_000))
frames, source = make_frames(FORMS, float(sys.argv[3])), make_source(FORMS)
def dying(real):
    def call(*arguments):
        if next(steps) == int(sys.argv[2]):
            os.kill(os.getpid(), 9)
        return real(*arguments)
    return call
for name in ("fsync", "rename", "replace"):
    setattr(os, name, dying(getattr(os, name)))
with open_store(root) as store:
    publish_build(store, stored(frames), source, RULES)
"""


def test_a_kill_at_a_step_leaves_a_sound_build(publish: Publish, root: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        taken = break_at(None, 0, patch)
        publish()
    steps = len(taken)
    # In the middle of the tables, at the rename of the build, and at each step of the pointer.
    for step in (5, steps - 5, steps - 2, steps - 1, steps):
        arguments = [sys.executable, "-c", KILLED_PUBLISHER, str(root), str(step), str(step / 1000)]
        killed = subprocess.run(arguments, check=False, env=os.environ | {"PYTHONPATH": "."})
        assert killed.returncode == -9, step
        assert check_published(root) == [], step
    assert publish(score=0.9999).is_new
    assert check_published(root) == []
    assert list((root / "staging").iterdir()) == []


def test_lost_or_damaged_pointer_is_found_again(publish: Publish, root: Path) -> None:
    publish(score=0.1)
    publish(score=0.2)
    for damage in (b"", b"{", b'{"build_number": "x"}', None):
        pointer = root / "current.json"
        pointer.unlink() if damage is None else pointer.write_bytes(damage)
        with open_store(root) as store:
            assert store.pointer is not None
            assert store.pointer.build_number == 2
    assert built_numbers(root) == [1, 2]
    assert check_published(root) == []


def test_damaged_newest_build_is_not_adopted(publish: Publish, root: Path) -> None:
    publish(score=0.1)
    publish(score=0.2)
    (build_folder(root, 2) / "core_project.parquet").write_bytes(b"PAR1")
    (root / "current.json").unlink()
    with open_store(root) as store:
        assert store.pointer is not None
        assert store.pointer.build_number == 1


def test_damaged_current_build_is_replaced_by_the_same_content(publish: Publish, root: Path) -> None:
    publish()
    (build_folder(root, 1) / "core_fund.parquet").unlink()
    publication = publish()
    assert (publication.is_new, publication.record.number) == (True, 2)
    assert check_published(root) == []


def test_frame_of_another_schema_is_refused(root: Path) -> None:
    frames = make_frames(FORMS)
    frames["core_fund"] = frames["core_fund"].with_columns(pl.lit(1).alias("surprise")).drop("row_no")
    with open_store(root) as store, pytest.raises(SchemaMismatchError, match=r"缺 row_no；多 surprise"):
        publish_build(store, stored(frames), make_source(FORMS), RULES)
    assert current_number(root) is None


def test_full_disk_is_refused_before_writing(publish: Publish, root: Path) -> None:
    with pytest.raises(RefusedBuildError, match="磁盘空间不够"):
        publish(rules=replace(RULES, spare_bytes=1 << 60))
    assert list((root / "staging").iterdir()) == []
