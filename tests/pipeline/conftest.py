"""What the tests of the commands share."""

from pathlib import Path

import pytest

from tests.pipeline.workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workshop:
    """An empty place to build in."""
    return Workshop(tmp_path, capsys)
