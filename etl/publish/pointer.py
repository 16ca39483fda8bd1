"""The pointer to the current build, `current.json`: the only commit point of a published folder.

Stage `publish`. It names the build by number, remembers the numbers committed before, and carries the SHA-256 of
build.json, which in turn carries the SHA-256 of every file: one chain from the pointer to each byte.
"""

import json
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path

from etl.publish.durable_files import replace_durably, write_durably

POINTER_NAME = "current.json"


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
        history = tuple(build_number(number) for number in declared["history"])
        by_number = declared.get("history_sha256", {})
        known = {str(number): str(by_number[str(number)]) for number in history if str(number) in by_number}
        return Pointer(build_number(declared["build_number"]), str(declared["build_sha256"]), history, known)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:  # ValueError: no JSON, no UTF-8, no number
        raise PointerError(f"{POINTER_NAME} 损坏，不能确定当前批次；重新运行 python -m etl build 可恢复。") from error


def build_number(value: object) -> int:
    """A build's number. Raises ValueError for anything but a whole number from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"no build number: {value!r}")
    return value


def write_pointer(root: Path, pointer: Pointer) -> None:
    """Move the pointer; when this returns, the build it names is published and survives a power cut."""
    fresh = root / f"{POINTER_NAME}.{uuid.uuid4().hex}"
    write_durably(fresh, (json.dumps(asdict(pointer)) + "\n").encode())
    replace_durably(fresh, root / POINTER_NAME)
