"""A place for one test to build in: originals, a published folder, a cache, and the command line on them."""

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
