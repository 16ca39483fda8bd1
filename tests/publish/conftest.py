"""The made-up build of the drills, published into the test's folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from drills.made_build import FORMS, RULES, make_frames, make_source, stored
from etl.publish.publish_build import Publication, PublishRules, open_store, publish_build

Publish = Callable[..., Publication]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of the builds."""
    return tmp_path / "published"


@pytest.fixture
def publish(root: Path) -> Publish:
    """Publish a made-up build into the test's folder `published`."""

    def run(forms: dict[str, int] | None = None, score: float = 1.0, rules: PublishRules = RULES) -> Publication:
        chosen = FORMS if forms is None else forms
        with open_store(root) as store:
            return publish_build(store, stored(make_frames(chosen, score)), make_source(chosen), rules)

    return run
