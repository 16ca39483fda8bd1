"""A filter of the address that the build does not have is named and left out; the others count on."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.queries.published_db import close_builds
from tests.pages.conftest import write_build
from tests.pages.indicator_rows import build_rows

APP = str(Path(__file__).parents[2] / "app.py")


@pytest.fixture(scope="module", autouse=True)
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published folder of this module's build."""
    yield write_build(tmp_path_factory.mktemp("unknown"), 1, build_rows())
    close_builds()
    gc.unfreeze()


def run_app(**parameters: str | list[str]) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=300)
    for key, value in parameters.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def test_unknown_values_are_named_and_ignored() -> None:
    app = run_app(year="1999", district=["110101", "<b>x</b>"])
    said = app.warning[0].value
    assert "年度 1999" in said and "区县 110101" in said and "<b>" not in said
    assert app.multiselect(key="year").value == []
    everything = run_app()
    assert app.multiselect(key="department").options == everything.multiselect(key="department").options
    assert not everything.warning


def test_known_values_beside_unknown_ones_stay() -> None:
    known = run_app().multiselect(key="year").options[0][:4]
    app = run_app(year=[known, "1999"])
    assert app.multiselect(key="year").value == [known]
    assert "年度 1999" in app.warning[0].value
