"""The reviewer's sheets of a sample, asked for when their file is: what they hold is not shown on the page.

Input: the sampled projects (`review_sample.sql`). Output: bytes. Side of the pages; no streamlit here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pages.queries.build_folder import Build
from pages.queries.published_db import fetch_rows, one_build
from pages.review.review_workbook import Draw, review_workbook_bytes


def load_review_workbook(build: Build, sample: Sequence[Mapping[str, Any]], draw: Draw) -> bytes:
    """The workbook of a sample of a build; made in the thread of a download, where no build is chosen."""
    asked = {"project_ids": [project["project_id"] for project in sample]}
    with one_build(build):
        rows, findings = fetch_rows("review_sheet_rows", asked), fetch_rows("review_findings", asked)
    texts = {(found["project_id"], found["row_no"]): found["finding_text"] for found in findings}
    projects = [{**project, "form_finding_text": texts.get((project["project_id"], None))} for project in sample]
    indicators = [row | {"finding_text": texts.get((row["project_id"], row["row_no"]))} for row in rows]
    return review_workbook_bytes(projects, indicators, draw)
