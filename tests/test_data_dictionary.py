"""The data dictionary for people is what the declared schema says: it is written, never edited."""

import runpy
from pathlib import Path


def test_the_written_dictionary_is_current(project_folder: Path) -> None:
    writer = runpy.run_path(str(project_folder / "docs/write_data_dictionary.py"))
    written = writer["FILE"].read_text("utf-8")
    assert written == writer["dictionary_text"](), "run python -m docs.write_data_dictionary and commit the file"
