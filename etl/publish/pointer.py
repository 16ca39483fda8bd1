"""The pointer to the current build, `current.json`: the only commit point of a published folder.

Stage `publish`. It names the build by number, remembers the numbers committed before, and carries the SHA-256 of
build.json, which in turn carries the SHA-256 of every file: one chain from the pointer to each byte. The pointer
vouches for itself: a digit changed in its history would let the next run remove a build that is needed.
"""

import hashlib
import json
import os
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from etl.publish.durable_files import sync_folder, write_durably

POINTER_NAME = "current.json"
SEAL = "pointer_sha256"
FIELDS = {"build_number", "build_sha256", "history", "history_sha256"}


class PointerError(Exception):
    """The pointer exists but cannot be understood."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The current build's number, its build.json's SHA-256, the committed numbers, newest last, and the SHA-256 of
    their build.json by number (as text, for JSON), so that a reader can verify an older build when this one is damaged.
    """

    build_number: int
    build_sha256: str
    history: tuple[int, ...]
    history_sha256: dict[str, str] = field(default_factory=dict)


def load_pointer(root: Path) -> Pointer | None:
    """The pointer of a published folder, None when nothing was published. Raises PointerError when it is damaged."""
    try:
        declared = json.loads((root / POINTER_NAME).read_text("utf-8"))
        check_seal(declared)
        history = tuple(build_number(number) for number in declared["history"])
        by_number = declared.get("history_sha256", {})
        known = {str(number): str(by_number[str(number)]) for number in history if str(number) in by_number}
        return Pointer(build_number(declared["build_number"]), str(declared["build_sha256"]), history, known)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, RecursionError) as error:  # no JSON or UTF-8, no number, another seal
        raise PointerError(f"{POINTER_NAME} 损坏，不能确定当前批次；重新运行 python -m etl build 可恢复。") from error


def check_seal(declared: dict[str, Any]) -> None:
    """Raise ValueError where a pointer is not as it was written; those of earlier versions carry no seal."""
    fields = {name: value for name, value in declared.items() if name != SEAL}
    if not fields.keys() <= FIELDS or declared.get(SEAL, seal_of(fields)) != seal_of(fields):
        raise ValueError(f"unknown fields or another {SEAL}")


def seal_of(fields: dict[str, Any]) -> str:
    """The SHA-256 of the fields of a pointer; `pages/queries/build_pointer.py` computes the same."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def build_number(value: object) -> int:
    """A build's number. Raises ValueError for anything but a whole number from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"no build number: {value!r}")
    return value


def write_pointer(root: Path, pointer: Pointer) -> None:
    """Move the pointer; when this returns, the build it names is published and survives a power cut.

    Raises OSError when the disk fails; then the old pointer stands again, because nobody knows what of the new one
    a power cut would leave.
    """
    fields = asdict(pointer)
    fresh, before = (root / f"{POINTER_NAME}.{uuid.uuid4().hex}" for _ in range(2))
    write_durably(fresh, (json.dumps(fields | {SEAL: seal_of(fields)}) + "\n").encode())
    has_before = (root / POINTER_NAME).exists()
    if has_before:
        before.write_bytes((root / POINTER_NAME).read_bytes())
    os.replace(fresh, root / POINTER_NAME)  # noqa: PTH105 - the documented atomic call that the fault tests intercept
    try:
        sync_folder(root)
    except OSError:
        if has_before:
            os.replace(before, root / POINTER_NAME)  # noqa: PTH105 - as above
        else:
            (root / POINTER_NAME).unlink()
        raise
    with suppress(OSError):  # else the next run's recovery removes it
        before.unlink(missing_ok=True)
