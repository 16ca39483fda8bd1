"""A small made-up build for drills and tests: documents with forms of two divisions, as frames of every declared table.

Input: how many forms each document has, or a version. Output: frames, a store that has them, and the source of a build.
All names are made up.
"""

import hashlib
from typing import Any

import duckdb
import polars as pl

from etl.publish.build_record import BuildSource, FormCount, InputDocument
from etl.publish.publish_build import PublishRules
from etl.schema.declared_schema import declared_frame, load_tables

RULES = PublishRules(keep_builds=2, history_length=4, row_group_rows=100, spare_bytes=0, largest_form_drop_share=0.2)
# Documents and how many forms each has; the division follows from the document.
FORMS = {"d1": 4, "d2": 5, "d3": 1}
DIVISIONS = {"d1": "310113", "d2": "310113", "d3": "341182"}


def make_row(table_name: str, **values: Any) -> dict[str, Any]:
    """A row of a table with the given values, null elsewhere."""
    return dict.fromkeys(load_tables()[table_name].schema) | values


def make_frames(forms: dict[str, int], score: float = 1.0) -> dict[str, pl.DataFrame]:
    """Frames of every table but meta_build, with one indicator a form."""
    return {name: declared_frame(name, rows) for name, rows in make_rows(forms, score).items()}


def make_rows(forms: dict[str, int], score: float) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table but meta_build, with one indicator a form."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in load_tables() if name != "meta_build"}
    for document_id, form_count in forms.items():
        rows["core_document"].append(make_row("core_document", document_id=document_id, form_count=form_count))
        line = make_row("raw_document_line", document_id=document_id, line_no=1, line_text="产出指标")
        rows["raw_document_line"].append(line)
        for form_no in range(1, form_count + 1):
            key = {"project_id": f"{document_id}-{form_no:02d}"}
            place = {"fiscal_year": 2023, "division_code": DIVISIONS[document_id]}
            rows["core_project"].append(
                make_row("core_project", document_id=document_id, form_no=form_no, **key, **place)
            )
            rows["core_indicator"].append(make_row("core_indicator", row_no=1, score_rate=score, **key, **place))
            field = {"section_code": "indicator", "field_name": "score", "row_no": 1, "printed_text": "4.00"}
            rows["raw_form_field"].append(make_row("raw_form_field", **field, **key, **place))
            whole = {"section_code": "form", "field_name": "grade", "row_no": None, "printed_text": "优"}
            rows["raw_form_field"].append(make_row("raw_form_field", **whole, **key, **place))
    return rows


def stored(frames: dict[str, pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """A store that has the frames as tables."""
    tables = duckdb.connect(config={"threads": "1"})
    for name, frame in frames.items():
        tables.register(name, frame)
    return tables


def make_source(forms: dict[str, int], inputs_id: str = "inputs") -> BuildSource:
    """What the build of `make_frames` is made from."""
    return BuildSource(
        inputs_id=inputs_id,
        code_version="code",
        reader_version="reader",
        inputs=tuple(InputDocument(name, f"{name}.txt", name * 32, 10, "read", None) for name in forms),
        left_out=(),
        form_counts=tuple(FormCount(name, DIVISIONS[name], 2023, count) for name, count in forms.items() if count),
        findings_by_severity={},
    )


def make_picture(version: int) -> bytes:
    """The picture of a page of a version; no PNG, which the publisher does not look into."""
    return f"picture of version {version}".encode() * 40


def make_version(version: int) -> dict[str, pl.DataFrame]:
    """Frames that say their version in the cells of three tables, in a row count and in a picture: see `read_once`
    of `drills/watching_readers.py`.
    """
    rows = make_rows(FORMS, float(version))
    mark = f"版本 {version}"
    rows["raw_document_line"] = [
        make_row("raw_document_line", document_id=document_id, line_no=line_no, line_text=mark)
        for document_id in FORMS
        for line_no in range(1, version % 7 + 2)
    ]
    rows["core_project"] = [row | {"project_name": mark} for row in rows["core_project"]]
    sha256 = hashlib.sha256(make_picture(version)).hexdigest()
    picture = {"width_pixels": 10, "height_pixels": 10, "turn_degrees": 0, "picture_sha256": sha256}
    rows["raw_page_picture"] = [make_row("raw_page_picture", document_id="d1", page_no=1, **picture)]
    return {name: declared_frame(name, table_rows) for name, table_rows in rows.items()}
