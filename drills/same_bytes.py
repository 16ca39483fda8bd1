"""Drill: the same documents give the same bytes, whatever the order of files, workers, hash seed and cache.

Input: the documents of tests/golden. Output: how many builds by the whole command differ in any file from the first.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge

COUNTS = (Count("documents", 40, 1000, "documents of tests/golden that each of the builds reads"),)
PROJECT = Path(__file__).resolve().parent.parent
# Name, workers, hash seed, threads of Polars, seed that shuffles folders (0: as they come), whether the cache is kept.
VARIANTS = (
    ("one worker", 1, "0", "1", 0, False),
    ("two workers", 2, "0", "2", 0, False),
    ("another hash seed", 2, "4242", "2", 0, False),
    ("files in another order", 2, "random", "2", 7, False),
    ("files in a third order, one worker", 1, "1", "1", 8, False),
    ("from the cache", 2, "2", "2", 9, True),
)
SHUFFLED_COMMAND = """
import os, random, sys
from etl.__main__ import main
listed, chance = os.scandir, random.Random(int(sys.argv[1]))
class Shuffled:
    def __init__(self, *arguments):
        with listed(*arguments) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        chance.shuffle(found)
        self.entries = iter(found)
    def __iter__(self): return self
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def close(self): pass
if int(sys.argv[1]):
    os.scandir = Shuffled
sys.exit(main(sys.argv[2:]))
"""


def run(options: DrillOptions) -> list[Figure]:
    """Which builds differ."""
    raw = options.folder / "raw"
    raw.mkdir()
    sources = sorted((PROJECT / "tests/golden").glob("*/source.*"), key=lambda path: (path.suffix == ".txt", str(path)))
    for source in sources[: options.count("documents")]:
        shutil.copy(source, raw / f"{source.parent.name}{source.suffix}")
    builds = [build_variant(options.folder, raw, place) for place in range(len(VARIANTS))]
    first, different = builds[0], []
    for (name, *_), files in zip(VARIANTS, builds, strict=True):
        changed = sorted(path for path in first.keys() | files.keys() if first.get(path) != files.get(path))
        different += [f"{name}: {', '.join(changed[:3])}"] if changed else []
    variety = "1 and 2 workers, shuffled files, hash seeds, with and without cache"
    done = f"{len(builds)} builds of {len(list(raw.iterdir()))} documents by the whole command: {variety}"
    figure = f"{len(first)} files compared by SHA-256; {len(different)} builds differ {'; '.join(different)}"
    return [judge("the same input gives the same bytes", done, figure, len(first) > 20 and not different)]


def build_variant(folder: Path, raw: Path, place: int) -> dict[str, str]:
    """The SHA-256 of every file that one build publishes. Raises RuntimeError when it publishes nothing."""
    _, workers, hash_seed, threads, shuffle_seed, has_cache = VARIANTS[place]
    root = folder / f"published{place}"
    cache = folder / f"cache{place - 1 if has_cache else place}"
    places = ["--published", str(root), "--cache", str(cache), "--workers", str(workers)]
    command = [sys.executable, "-c", SHUFFLED_COMMAND, str(shuffle_seed), "build", str(raw), *places]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "POLARS_MAX_THREADS": threads}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not (root / "current.json").is_file():
        raise RuntimeError(f"{VARIANTS[place][0]}: {done.stderr or done.stdout}")
    files = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
