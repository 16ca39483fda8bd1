"""One publication by one process, and what can be seen of a published folder afterwards: used by several drills.

Input: a published folder and a version of the made-up build. Output: what was published, and the faults that an audit
finds. The steps of the protocol are the calls that change the disk; a drill may let any of them be the last one.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drills.made_build import FORMS, RULES, make_picture, make_source, make_version, stored
from etl.publish.build_store import LAST_NUMBER_NAME
from etl.publish.check_build import check_published
from etl.publish.picture_store import PICTURES, keep_pictures, named_pictures
from etl.publish.pointer import POINTER_NAME, load_pointer
from etl.publish.publish_build import PublishRules, open_store, publish_build

STEPS = ("fsync", "rename", "replace", "mkdir", "rmdir", "unlink")
ANY_DISK = replace(RULES, spare_bytes=-(1 << 50))  # the check of free space would keep the disk from filling up


@dataclass(frozen=True, slots=True)
class Audit:
    """What a published folder is like: the current build's number (0: none), its faults, and what was left behind."""

    number: int
    faults: list[str]
    leftovers: list[str]


def publish_version(root: Path, version: int, rules: PublishRules = RULES) -> int:
    """Publish a version of the made-up build; the number of the build that stands."""
    with open_store(root) as store:
        keep_pictures(root, [make_picture(version)])
        return publish_build(store, stored(make_version(version)), make_source(FORMS), rules).record.number


def publish_and_tell(tell: Callable[[Any], None], root: Path, version: int, last_step: int = 0) -> None:
    """Publish and tell the number; or die by signal 9 before the step of that number."""
    steps = count_steps(lambda number: os.kill(os.getpid(), 9) if number == last_step else None)
    number = publish_version(root, version)
    tell((number, steps[0]))


def count_steps(before_step: Callable[[int], None], names: tuple[str, ...] = STEPS) -> list[int]:
    """Count the steps of this process from now on, and call `before_step` with the number of each, from 1 on."""
    taken = [0]

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            taken[0] += 1
            before_step(taken[0])
            return real(*arguments, **options)

        return call

    for name in names:
        setattr(os, name, counting(getattr(os, name)))
    return taken


def audit(root: Path) -> Audit:
    """What is seen of a published folder without touching it."""
    try:
        declared = json.loads((root / POINTER_NAME).read_text())
    except FileNotFoundError:
        return Audit(0, [], [])
    except ValueError:
        return Audit(0, ["the pointer cannot be read"], [])
    return Audit(declared["build_number"], check_published(root), [])


def audit_after_next_run(root: Path) -> Audit:
    """What is seen after the next run has begun and ended without anything to publish."""
    with open_store(root):
        pass
    pointer = load_pointer(root)
    seen = audit(root)
    known = {*pointer.history, pointer.build_number} if pointer else set()
    folders = list((root / "builds").iterdir())
    named = set[str]().union(*(named_pictures(folder) for folder in folders))
    left = [path.name for path in (root / "staging").iterdir()]
    left += [path.name for name in (POINTER_NAME, LAST_NUMBER_NAME) for path in root.glob(f"{name}.*")]
    left += [folder.name for folder in folders if int(folder.name) not in known]
    left += [path.name for path in (root / PICTURES).glob("*/*") if path.stem not in named]
    return Audit(seen.number, seen.faults, left)
