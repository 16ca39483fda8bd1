"""Drill: one bit flipped in each file of a published folder is noticed before anything is shown.

Input: a made-up build with a picture. Output: how many flips were noticed by the opening of the pages and by the
command `check`. A flip in a picture must be noticed when the picture is asked for.
"""

import hashlib
import os
import random
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge
from drills.made_build import FORMS, RULES, make_picture, make_source, make_version, stored
from etl.publish.check_build import check_published
from etl.publish.picture_store import keep_pictures, picture_path
from etl.publish.publish_build import open_store, publish_build
from pages.queries.build_folder import PUBLISHED_VARIABLE, BuildLease, PublishedDataError
from pages.queries.page_picture import load_page_picture
from pages.queries.published_db import close_builds, newest_sound_build

COUNTS = (Count("flips", 200, 1000, "bits flipped, spread over every file of a build"),)
PROMISE = "damaged data is never shown"


def run(options: DrillOptions) -> list[Figure]:
    """What the pages and `check` noticed."""
    root = publish_versions(options.folder / "published")
    paths = sorted(path for path in root.rglob("*") if path.is_file() and is_of_current_build(root, path))
    flips = max(options.count("flips"), len(paths))
    by_pages, by_check, chance = 0, 0, random.Random(options.seed)
    missed: list[str] = []
    for number in range(flips):
        path = paths[number % len(paths)]
        content = path.read_bytes()
        flip_bit(path, content, chance)
        seen = (notice_in_pages(root), bool(check_published(root)))
        path.write_bytes(content)
        by_pages, by_check = by_pages + seen[0], by_check + seen[1]
        missed += [] if all(seen) else [path.name]
    sound = not notice_in_pages(root) and not check_published(root)
    done = f"{flips} single bits flipped in {len(paths)} files: every table, build.json, current.json, a picture"
    figure = f"pages {by_pages} of {flips}, check {by_check} of {flips}" + (
        f"; missed {sorted(set(missed))}" * any(missed)
    )
    return [judge(PROMISE, done, figure, sound and not missed)]


def publish_versions(root: Path) -> Path:
    """A published folder with two builds, of which the second is current."""
    for version in (1, 2):
        with open_store(root) as store:
            keep_pictures(root, [make_picture(version)])
            publish_build(store, stored(make_version(version)), make_source(FORMS), RULES)
    return root


def is_of_current_build(root: Path, path: Path) -> bool:
    """Whether a file is one that the second build shows: the first, its picture and the lock are no part of it."""
    inside = path.relative_to(root).parts
    picture = picture_path(root, hashlib.sha256(make_picture(2)).hexdigest())
    return inside[0] == "current.json" or inside[:2] == ("builds", f"{2:012d}") or path == picture


def flip_bit(path: Path, content: bytes, chance: random.Random) -> None:
    """Flip one bit of a file at random."""
    place = chance.randrange(len(content))
    changed = content[place] ^ (1 << chance.randrange(8))
    path.write_bytes(content[:place] + bytes([changed]) + content[place + 1 :])


def notice_in_pages(root: Path) -> bool:
    """Whether the pages, opened anew, notice damage: another build with a notice, a refusal, or no picture."""
    os.environ[PUBLISHED_VARIABLE] = str(root)
    close_builds()
    try:
        shown = newest_sound_build()
        if shown.fault:
            return True
        tables = dict(BuildLease(shown.build).load_tables())
    except PublishedDataError:
        return True
    names = tables["raw_page_picture"]["picture_sha256"].to_pylist()
    return any(load_page_picture(shown.build, sha256) is None for sha256 in names)
