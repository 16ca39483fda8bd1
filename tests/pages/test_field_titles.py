"""Every field that a template can fill has a Chinese title on the pages: nobody reads a column name of ours."""

import tomllib
from pathlib import Path

from pages.widgets.printed_form import FIELD_TITLES

BLOCKS = ("form_fields", "goal_columns", "fund_columns", "sub_project_columns", "indicator_columns")
NOT_STORED = {
    "not_read",
    "other_time",
    "unread_number",
    "unread_rate",
    "evidence",
}  # columns that are looked at and give no field


def test_every_field_of_a_template_has_a_title(project_folder: Path) -> None:
    template = tomllib.loads((project_folder / "etl/templates/base.toml").read_text("utf-8"))
    fields = {name for block in BLOCKS for name in template[block]}
    assert len(fields) > 30
    assert fields - NOT_STORED <= set(FIELD_TITLES)
