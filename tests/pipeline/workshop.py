"""A place for one test to build in: originals, a published folder, a cache, and the command line on them.

Many tests begin with the same build. It is made once (`PublishedOnce`) and copied for each of them.
"""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from etl.__main__ import main

ORIGINALS = Path(__file__).parents[2] / "data" / "raw"


class Workshop:
    """A folder of originals, a published folder and a cache of one test, and the command line on them."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.raw, self.published, self.cache = folder / "raw", folder / "published", folder / "cache"
        self.raw.mkdir()
        self.capture = capture

    def add(self, *names: str) -> None:
        for name in names:
            shutil.copy(ORIGINALS / name, self.raw)

    def build(self, *options: str) -> tuple[int, str]:
        places = ("--published", str(self.published), "--cache", str(self.cache))
        return self.run("build", str(self.raw), *places, *options)

    def run(self, *arguments: str) -> tuple[int, str]:
        self.capture.readouterr()
        code = main(arguments)
        printed = self.capture.readouterr()
        return code, printed.out + printed.err

    def table(self, name: str) -> pl.DataFrame:
        number = json.loads((self.published / "current.json").read_text())["build_number"]
        return pl.read_parquet(self.published / "builds" / f"{number:012d}" / f"{name}.parquet")


class PublishedOnce:
    """Builds that many tests begin with, each made once; a test gets copies of its folders, and changes only these."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def give(self, workshop: Workshop, *sources: Path) -> None:
        """Let a workshop have built these originals, under their names or, of golden cases, the names of the cases."""
        made = self._folder / "+".join(name_of(source) for source in sources)
        if not (made / "published" / "current.json").exists():
            (made / "raw").mkdir(parents=True)
            for source in sources:
                shutil.copy(source, made / "raw" / name_of(source))
            places = ("--published", str(made / "published"), "--cache", str(made / "cache"))
            assert main(("build", str(made / "raw"), *places)) == 0
        for folder in (workshop.raw, workshop.published, workshop.cache):
            shutil.copytree(made / folder.name, folder, dirs_exist_ok=True)


def name_of(source: Path) -> str:
    """Under which name an original lies in a workshop."""
    return f"{source.parent.name}{source.suffix}" if source.stem == "source" else source.name
