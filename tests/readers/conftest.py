"""What the tests of the readers share."""

import pytest

from etl.readers import office_reader


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No hurry for LibreOffice: a busy machine is no fault of the readers."""
    monkeypatch.setattr(office_reader, "TIME_LIMIT_SECONDS", 300)
