"""One Python file of the project, parsed once, for the tests that hold the house rules."""

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class SourceFile:
    """One Python file of the project: its path from the project's folder and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file; the same object each time."""
        return ast.parse(self.text, self.path)

    @property
    def folder(self) -> str:
        """The first part of the path: etl, pages, tests …; the file itself for app.py."""
        return self.path.split("/")[0]


def load_source(path: Path) -> SourceFile:
    """One Python file as a `SourceFile`."""
    return SourceFile(path.relative_to(PROJECT).as_posix(), path.read_text("utf-8"))
