"""Reviewed scores of workbooks that were loaded back: appended by whom and when, taken back by a further row.

Input: the reviewed rows of a workbook, as texts. Output: for each form those of the latest workbook that stands. Side
of the pages; no streamlit here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from pages.decisions.decision_store import append, load_rows, load_statement, one_transaction
from pages.decisions.finding_verdicts import Author


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A workbook: its name and SHA-256, the draw it holds, the build it was exported from, and the one in use."""

    file_name: str
    file_sha256: str
    draw_text: str
    exported_build_name: str
    build_name: str


def keep_review(file: LoadedFile, rows: Sequence[Mapping[str, Any]], author: Author) -> int:
    """Append a workbook with its reviewed rows, all or nothing; returns its number. Raises DecisionStoreError.

    *Shape*: rows have the columns of `append_review_row.sql` but for load_no.
    """
    made = asdict(file) | {"loaded_at": now_text(), "loaded_by": author.name, "is_login": int(author.is_login)}
    with one_transaction() as connection:
        load_no = connection.execute(load_statement("append_review_load"), made).lastrowid
        append(connection, "append_review_row", ({**row, "load_no": load_no} for row in rows))
    return int(load_no or 0)


def withdraw_review(load_no: int, author: Author) -> None:
    """Take a workbook back: the one before it counts again. Raises DecisionStoreError."""
    made = {"withdrawn_at": now_text(), "withdrawn_by": author.name, "is_login": int(author.is_login)}
    with one_transaction() as connection:
        append(connection, "append_review_withdrawal", [made | {"load_no": load_no}])


def load_reviews() -> list[dict[str, Any]]:
    """The reviewed rows that count. Raises DecisionStoreError."""
    return load_rows("latest_reviews")


def load_review_loads() -> list[dict[str, Any]]:
    """The workbooks that were loaded, the latest first. Raises DecisionStoreError."""
    return load_rows("review_loads")


def now_text() -> str:
    """This moment as it is kept."""
    return datetime.now(UTC).isoformat(timespec="seconds")
