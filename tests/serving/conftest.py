"""Secrets of a test's own: Streamlit keeps for the whole process what it read once."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.runtime.secrets import Secrets, secrets_singleton

from serving import login_settings


@pytest.fixture()
def secrets_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only file that Streamlit reads secrets from; it is not there yet; what it read before is forgotten."""
    file = tmp_path / "secrets.toml"
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    monkeypatch.setattr(st, "secrets", Secrets())
    monkeypatch.setattr(secrets_singleton, "_secrets", None)  # what Streamlit itself asks; put back as it was
    monkeypatch.setattr(login_settings, "find_spec", lambda name: name)
    yield file
    config.set_option("secrets.files", before)
    gc.unfreeze()  # app.py froze what it had loaded; unfrozen, DuckDB leaves without complaints
