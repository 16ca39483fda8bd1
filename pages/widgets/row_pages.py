"""A table of any length: what is asked stays in the database, and the browser gets a page of it.

Input: a question with what it asks. Output: the table on the screen, whole where it is short, else a page of it under a
line to search and to order all rows; and what the downloads hold: all rows that filters and search leave, in the order
of the screen. Side of the pages.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Unpack

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.queries.build_folder import Build
from pages.queries.published_db import build_in_use, fetch, one_build
from pages.queries.published_db_stand_in import StandIn
from pages.queries.published_db_stream import fetch_parts
from pages.queries.row_part import COUNT, RowPart
from pages.queries.summed_questions import asked_question
from pages.widgets.address_choice import choose_one, choose_page, enter_text
from pages.widgets.kept_address import put_in_address
from pages.widgets.presented_table import column_headers
from pages.widgets.record_table import TableOptions, presented_rows, show_record_table
from pages.wording.harmless_text import markdown_text
from pages.wording.highlighted_text import MAX_SEARCH_CHARACTERS, search_words

PAGE_ROWS = 1_000  # of one table: the browser holds them all, and sorts and searches them by itself
AS_ASKED = "page"
RISING, FALLING = "+", "-"
FINGERPRINT_DIGITS = 16


@dataclass(frozen=True, slots=True)
class AskedRows:
    """The rows of a question: those that were picked on a chart, each page of them prepared for the screen. `beside` is
    what the prepared cells rest on besides the answer, as decisions do."""

    question: str
    asked: Mapping[str, object]
    stand_in: StandIn | None = None
    part: RowPart = field(default_factory=RowPart)
    prepare: Callable[[pa.Table], pa.Table] = lambda rows: rows
    beside: object = None

    def load(self, part: RowPart) -> pa.Table:
        """A part of the rows, prepared."""
        return self.prepare(self.fetch(part))

    def fetch(self, part: RowPart) -> pa.Table:
        """A part of the rows as the question gives it: taken of the first page, which is asked for anyway, where it has
        it; by the sums of the build where they can tell it."""
        within = self._of_first_page(part)
        return self._asked(part) if within is None else within

    def _of_first_page(self, part: RowPart) -> pa.Table | None:
        """A part as it stands on the first page; None where it cannot be told from that page."""
        is_narrower = part.limit is not None and (part.picked != () or part.offset + part.limit <= PAGE_ROWS)
        if not is_narrower or part != RowPart(picked=part.picked, offset=part.offset, limit=part.limit):
            return None
        rows = self._asked(RowPart(limit=PAGE_ROWS + 1))
        if part.picked and rows.num_rows > PAGE_ROWS:
            return None
        for column, values in part.picked:
            if column not in rows.column_names or not is_word(rows[column].type):
                return None
            rows = rows.filter(pc.is_in(rows[column].cast(pa.string()), pa.array(values, pa.string())))
        return rows.slice(part.offset, part.limit)

    def _asked(self, part: RowPart) -> pa.Table:
        question = asked_question(self.question, self.asked, self.stand_in, part)
        return fetch(question, self.asked, self.stand_in, part)

    def load_first(self) -> pa.Table:
        """As many rows as a page holds and one more, by which it is seen that there are more; none where there are
        none."""
        return self.load(replace(self.part, limit=PAGE_ROWS + 1))

    def count(self, part: RowPart | None = None) -> int:
        """How many rows there are, those of another part where one is given."""
        if part is None and not self.is_long():
            return int(self.load_first().num_rows)
        return int(self.fetch((part or self.part).counted())[COUNT][0].as_py())

    def is_long(self) -> bool:
        """Whether there are more rows than a page holds."""
        return bool(self.load_first().num_rows > PAGE_ROWS)

    def picked(self, column: str, values: Collection[str]) -> "AskedRows":
        """The rows whose column holds a picked value; all rows where none does, as after a change of filters."""
        if not values:
            return self
        narrowed = replace(self, part=replace(self.part, picked=(*self.part.picked, (column, tuple(values)))))
        return narrowed if narrowed.load_first().num_rows else self


@dataclass(frozen=True, slots=True)
class LaterTable:
    """A presented table that is made when a file of it is: how many rows and which columns it has, its mark, the whole
    of it or its parts one after the other, and those of its rows that are on the screen."""

    num_rows: int
    column_names: list[str]
    fingerprint: str
    load: Callable[[], pa.Table]
    parts: Callable[[], Iterator[pa.Table]]
    on_screen: pa.Table


def show_rows(
    rows: AskedRows, columns: Sequence[str], *, key: str = "table_main", **options: Unpack[TableOptions]
) -> pa.Table | LaterTable:
    """Show the rows as `show_record_table` does, a page of them where they are many; returns what the files hold.

    *Shape*: `columns` and `options` are those of `show_record_table`.
    """
    first = rows.load_first()
    if first.num_rows <= PAGE_ROWS:
        put_in_address(f"{key}_page", ())  # of a longer answer
        return show_record_table(first, columns, key=key, **options)
    part = choose_part(rows, first, columns, key, options.get("labels"))
    found = rows.count(part)
    page_count = max(-(-found // PAGE_ROWS), 1)
    mark = fingerprint(build_in_use(), rows, part)  # other filters, words or another order begin with the first page
    offset = (choose_page(f"{key}_page", page_count, mark) - 1) * PAGE_ROWS
    shown = rows.load(replace(part, offset=offset, limit=PAGE_ROWS))
    if shown.num_rows:
        st.caption(
            f"共 {found:,} 行，这里是第 {offset + 1:,} 至 {offset + shown.num_rows:,} 行；查找和排序都对全部行。"
        )
        presented = show_record_table(shown, columns, key=key, **options)
    else:
        words = "、".join(f"“{word}”" for word in part.words)
        st.info(
            markdown_text(
                f"全部 {rows.count():,} 行都被查找词筛掉了：没有一行的文字栏含有{words}。请减少或清空查找词；"
                "年度、金额和分数不是文字，请用筛选或排序。"
            )
        )
        presented = presented_rows(shown, columns, options.get("labels"), options.get("file_columns", ()))
    load, parts = (
        partial(work, build_in_use(), replace(rows, part=part), tuple(columns), options)
        for work in (load_presented, presented_parts)
    )
    return LaterTable(found, presented.column_names, mark, load, parts, shown)


def choose_part(
    rows: AskedRows, first: pa.Table, columns: Sequence[str], key: str, labels: Mapping[str, str] | None
) -> RowPart:
    """What is searched for in all rows and how they are ordered, from a line above the table; kept in the address."""
    headers = column_headers(columns, labels)
    ordered = [name for name in columns if name in fetched_columns(rows)]
    orders = {AS_ASKED: "默认次序"}
    for name in ordered:
        orders |= {f"{name}{FALLING}": f"{headers[name]} 从大到小", f"{name}{RISING}": f"{headers[name]} 从小到大"}
    left, right = st.columns([3, 2], gap="small", vertical_alignment="bottom")
    with left:
        hint = "多个词用空格分开，须全部出现"
        typed = enter_text(f"{key}_find", "在全部行的文字栏中查找", hint, MAX_SEARCH_CHARACTERS)
    with right:
        order = choose_one(f"{key}_order", "排序", orders)
    searched = tuple(name for name in ordered if is_text(first[name].type))
    chosen = None if order == AS_ASKED else order[:-1]
    return replace(
        rows.part, words=tuple(search_words(typed)), searched=searched, order=chosen,
        is_descending=order.endswith(FALLING),
    )  # fmt: skip


def fetched_columns(rows: AskedRows) -> list[str]:
    """The columns that the question itself gives."""
    return list(rows.fetch(replace(rows.part, limit=PAGE_ROWS + 1)).column_names)


def is_text(kind: pa.DataType) -> bool:
    """Whether a column holds texts."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def is_word(kind: pa.DataType) -> bool:
    """Whether the values of a column are the same words for Arrow as for DuckDB."""
    return is_text(kind) or bool(pa.types.is_boolean(kind))


def load_presented(build: Build, rows: AskedRows, columns: tuple[str, ...], options: TableOptions) -> pa.Table:
    """All rows of a build as its files hold them; made in the thread of a download, where no build is chosen."""
    with one_build(build):
        return presented_rows(rows.load(rows.part), columns, options.get("labels"), options.get("file_columns", ()))


def presented_parts(
    build: Build, rows: AskedRows, columns: tuple[str, ...], options: TableOptions
) -> Iterator[pa.Table]:
    """The same rows part by part, each prepared for itself; the first part has the columns only."""
    with one_build(build):
        question = asked_question(rows.question, rows.asked, rows.stand_in, rows.part)
        for part in fetch_parts(question, {**rows.asked, **rows.part.bound()[0]}, rows.stand_in, rows.part):
            told = rows.prepare(part)
            yield presented_rows(told, columns, options.get("labels"), options.get("file_columns", ()))


def answer_mark(rows: AskedRows) -> str:
    """What tells the answer to a question from others."""
    return fingerprint(build_in_use(), rows, rows.part)


def fingerprint(build: Build, rows: AskedRows, part: RowPart) -> str:
    """Sixteen hex digits that change with build, question, part and what is beside, and so with any cell."""
    asked = sorted((name, str(value)) for name, value in rows.asked.items())
    trial = rows.stand_in.name if rows.stand_in else ()
    told = repr((build.record_sha256, rows.question, asked, trial, part, rows.beside))
    return hashlib.sha256(told.encode()).hexdigest()[:FINGERPRINT_DIGITS]
