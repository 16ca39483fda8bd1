"""What the tests of the commands share."""

from pathlib import Path

import pytest

from tests.pipeline.workshop import PublishedOnce, Workshop


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> PublishedOnce:
    """Builds that many tests begin with, each made once."""
    return PublishedOnce(tmp_path_factory.mktemp("published_once"))


@pytest.fixture
def workshop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workshop:
    """An empty place to build in."""
    return Workshop(tmp_path, capsys)
