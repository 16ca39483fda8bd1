"""The page takes what a build reads: the upload limit of the served dashboard is the size limit of reading."""

import tomllib
from pathlib import Path

from etl.settings import load_settings


def test_the_upload_limit_is_the_reading_limit(project_folder: Path) -> None:
    served = tomllib.loads((project_folder / ".streamlit" / "config.toml").read_text("utf-8"))
    assert served["server"]["maxUploadSize"] << 20 == load_settings().reading.max_document_bytes
