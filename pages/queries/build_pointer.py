"""Which builds may be shown: the one that `current.json` names, then those committed before it, the newest first.

Input: `current.json` ({"build_number", "build_sha256", "history", "history_sha256", "pointer_sha256"}). Output: the
builds, and the fault of a pointer that is lost or damaged; then the builds that lie there. Side of the pages.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pages.queries.build_folder import Build, DamagedBuildError, NoBuildError, build_path, published_folder

SEAL = "pointer_sha256"
FIELDS = {"build_number", "build_sha256", "history", "history_sha256"}


class DamagedPointerError(DamagedBuildError):
    """Which build is current is not known; what lies there can still be shown."""


@dataclass(frozen=True, slots=True)
class CommittedBuilds:
    """The builds that may be shown, the first choice first, and what is wrong with the pointer to them."""

    builds: tuple[Build, ...]
    fault: DamagedPointerError | None


def committed_builds() -> CommittedBuilds:
    """The builds of the published folder. Raises NoBuildError where nothing was published, DamagedPointerError where
    the pointer is damaged and no build lies there.
    """
    folder = published_folder()
    try:
        return CommittedBuilds(parse_pointer(folder, (folder / "current.json").read_text("utf-8")), None)
    except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        found = builds_that_lie_there(folder)
        if not found and isinstance(error, FileNotFoundError):
            raise NoBuildError("还没有发布任何数据：请先运行 python -m etl build，完成后刷新本页。") from None
        state = "不见了" if isinstance(error, FileNotFoundError) else "损坏或无法读取"
        fault = DamagedPointerError(f"发布指针 current.json {state}，请运行 python -m etl build 恢复。")
        if not found:
            raise fault from error
        return CommittedBuilds(found, fault)


def parse_pointer(folder: Path, text: str) -> tuple[Build, ...]:
    """The builds of a pointer. Raises ValueError, KeyError, TypeError or AttributeError where it is not as written."""
    pointer = json.loads(text)
    check_seal(pointer)
    current = checked_number(pointer["build_number"])
    remembered = pointer.get("history_sha256", {}).items()
    sha256_by_number = {checked_number(int(key)): str(value) for key, value in remembered}
    sha256_by_number[current] = str(pointer["build_sha256"])
    older = sorted((number for number in sha256_by_number if number != current), reverse=True)
    numbers = (current, *older)
    return tuple(Build(build_path(folder, number), number, sha256_by_number[number]) for number in numbers)


def check_seal(pointer: dict[str, Any]) -> None:
    """Raise ValueError where a pointer is not as it was written; those of earlier versions carry no seal."""
    fields = {name: value for name, value in pointer.items() if name != SEAL}
    seal = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
    if not fields.keys() <= FIELDS or pointer.get(SEAL, seal) != seal:
        raise ValueError(f"unknown fields or another {SEAL}")


def builds_that_lie_there(folder: Path) -> tuple[Build, ...]:
    """The builds whose record can be read, the newest first; what the record lists is verified as always."""
    found = []
    for record in (folder / "builds").glob("*/build.json"):
        number = record.parent.name
        if number.isascii() and number.isdecimal() and os.access(record, os.R_OK):
            found.append(Build(record.parent, int(number), hashlib.sha256(record.read_bytes()).hexdigest()))
    return tuple(sorted(found, key=lambda build: build.number, reverse=True))


def checked_number(value: object) -> int:
    """A build's number. Raises ValueError for anything but a whole number from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"no build number: {value!r}")
    return value
