"""The published build behind the pages: the only module that opens DuckDB or reads a file of a build.

Input: `current.json` under the folder named by the environment variable JIXIAO_PUBLISHED (default data/published), the
build it names, and the questions `pages/queries/<question>.sql`. Output: pyarrow tables. Side of the pages.

How a page asks: `rows = fetch("execution_rows", chosen_filters())`. Parameters that a question does not name are left
out, so that every page may hand over all filters. Answers are cached by build, question and parameters: treat them as
read-only. What a question may call besides DuckDB's own functions, such as `chosen_rows`, is in `*_macro.sql`.
"""

import os
import re
import threading
import time
import warnings
import weakref
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pages.queries.build_folder import BUILD_ANEW, LOADED_CELLS, Build, BuildLease, DamagedBuildError
from pages.queries.build_pointer import CommittedBuilds, committed_builds
from pages.queries.published_db_faults import told_in_words
from pages.queries.published_db_part import asked_sql, page_sql, part_of
from pages.queries.published_db_patient import FILE_SECONDS, PatientCursors
from pages.queries.published_db_stand_in import NOBODY, StandIn
from pages.queries.row_part import OWN_LIMIT, OWN_WORDS, RowPart

QUESTIONS = Path(__file__).parent
PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")
MACROS = sorted(path.stem for path in QUESTIONS.glob("*_macro.sql"))
"""What questions may call besides the functions of DuckDB; every opened build has them."""
WHOLE = RowPart()
CACHED_ANSWERS = 128  # answers of a few hundred kB each; older ones are dropped
OPEN_BUILDS = 2  # the current build, and the one before it for sessions in the middle of a run
POINTER_MOVES = 20  # so often a build is looked for again because a publisher went on meanwhile
FAULT_SECONDS = 30.0  # so long a damaged build is not read again: it would be hashed in every run of every page
QUERY_SECONDS = 10  # of one query; DuckDB ends it within some 10 ms and leaves the others alone
LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "threads": str(max((os.cpu_count() or 1) // 2, 1)),  # a slow query leaves the other half to everybody else
    "memory_limit": "1GB",
    "max_execution_time": str(QUERY_SECONDS * 1000),
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",  # a question that needs more memory ends; on disk it would fill the folder of the app
    "max_temp_directory_size": "0KB",
}

warnings.filterwarnings("ignore", "Arrow output on a DB-API result")  # a copy of few rows takes less than a second plan
_pinned: ContextVar[Build | None] = ContextVar("pinned_build", default=None)
_opening = threading.Lock()
_faults: dict[Build, tuple[float, str]] = {}  # when a build was found damaged, and how
_open_builds: "weakref.WeakSet[_OpenBuild]" = weakref.WeakSet()


@contextmanager
def one_build(build: Build) -> Iterator[None]:
    """Let every `fetch` inside answer from this build, even when a newer one is published in between."""
    token = _pinned.set(build)
    try:
        yield
    finally:
        _pinned.reset(token)


@dataclass(frozen=True, slots=True)
class ShownBuild:
    """The build to show, and why the current one cannot be shown (None: it is the current one)."""

    build: Build
    fault: DamagedBuildError | None


def newest_sound_build() -> ShownBuild:
    """The current build, or the newest one before it that is as recorded, each verified once when it is opened.

    *Raises* NoBuildError where nothing was published, DamagedBuildError where no build is sound.
    """
    for _ in range(POINTER_MOVES):
        committed = committed_builds()
        shown, fault = first_sound_build(committed)
        if fault is None or committed == committed_builds():
            break  # else the pointer moved on meanwhile, and what it named then may be gone
    if shown is None:
        raise fault or DamagedBuildError(f"没有可用的批次，{BUILD_ANEW}。")
    return ShownBuild(shown, fault)


def first_sound_build(committed: CommittedBuilds) -> tuple[Build | None, DamagedBuildError | None]:
    """The first build that is as recorded, None where none is, and the first fault that was met on the way."""
    fault: DamagedBuildError | None = committed.fault
    for build in committed.builds:
        try:
            _opened(build)
        except DamagedBuildError as error:
            fault = fault or error
        else:
            return build, fault
    return None, fault


def is_build_pinned() -> bool:
    """Whether the caller runs inside `one_build`, that is inside the frame of `app.py`."""
    return _pinned.get() is not None


def build_in_use() -> Build:
    """The build that `fetch` answers from: the pinned one, else the current one."""
    return _pinned.get() or newest_sound_build().build


def fetch(
    question: str,
    parameters: Mapping[str, object] | None = None,
    stand_in: StandIn | None = None,
    part: RowPart = WHOLE,
) -> pa.Table:
    """The answer to `pages/queries/<question>.sql` as a table; its columns are those of the final select.

    *Parameters* are bound, never spliced; lists stay lists. Those the question does not name are ignored. *stand_in*
    has tables that the question sees first, as findings under other thresholds (rule_rerun.py). Of the rows, the *part*
    is given; a question that names $row_limit takes its page itself, and one that names $row_words searches itself.
    *Raises* PublishedDataError (its text is one Chinese sentence) for no build, a damaged build, or a question it
    cannot answer; KeyError where a parameter that the question names is missing.
    """
    sql = load_question(question)
    named = sorted(set(PARAMETER.findall(sql)))
    given = dict(parameters or {})
    if OWN_LIMIT in named:
        own, part = part.bound(OWN_WORDS in named)
        given |= own
    return _answer(build_in_use(), question, tuple((name, _frozen(given[name])) for name in named), stand_in, part)


def fetch_rows(
    question: str, parameters: Mapping[str, object] | None = None, stand_in: StandIn | None = None
) -> list[dict[str, Any]]:
    """The same answer as a list of one dict per row, for the few rows of a KPI line or a chooser."""
    rows: list[dict[str, Any]] = fetch(question, parameters, stand_in).to_pylist()
    return rows


@lru_cache(maxsize=256)
def load_question(question: str) -> str:
    """The SQL of a question, without its comment lines. Raises FileNotFoundError for an unknown question."""
    text = (QUESTIONS / f"{question}.sql").read_text("utf-8")
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list | tuple | set) else value


def _thawed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@lru_cache(maxsize=CACHED_ANSWERS)
def _answer(
    build: Build, question: str, parameters: tuple[tuple[str, object], ...], stand_in: StandIn | None, part: RowPart
) -> pa.Table:
    bound = {name: _thawed(value) for name, value in parameters}
    return _ask(build, load_question(question), bound, stand_in or NOBODY, part)


def ask_published(build: Build, sql: str, parameters: Mapping[str, object], stand_in: StandIn = NOBODY) -> pa.Table:
    """The answer to a statement that the build itself carries, as an audit rule does.

    *Raises* DamagedBuildError for anything but one select that names just these parameters.
    """
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise DamagedBuildError(f"批次 {build.number} 中的查询无法解读，{BUILD_ANEW}。") from error
    is_select = len(statements) == 1 and statements[0].type == duckdb.StatementType.SELECT
    if not is_select or statements[0].named_parameters != set(parameters):
        raise DamagedBuildError(f"批次 {build.number} 中的查询不是预期的查询，{BUILD_ANEW}。")
    return _ask(build, sql, parameters, stand_in)


def _ask(
    build: Build, sql: str, parameters: Mapping[str, object], stand_in: StandIn, part: RowPart = WHOLE
) -> pa.Table:
    with asking(build, stand_in) as cursor:
        if part.is_page:  # planned once; a relation is planned twice
            return cursor.execute(page_sql(sql, part), dict(parameters)).to_arrow_table()
        return relation_of(cursor, sql, parameters, part).to_arrow_table()


def relation_of(
    cursor: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, object], part: RowPart
) -> duckdb.DuckDBPyRelation:
    """The part of the answer to a question, about to be read."""
    return part_of(cursor.sql(asked_sql(sql, part), params=dict(parameters)), part)


@contextmanager
def asking(build: Build, stand_in: StandIn, *, is_patient: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor for one question; what DuckDB says of it is said in the words of the pages. What was read of the answer
    counts when the block has ended. For files (published_db_stream.py) it `is_patient`."""
    open_build = _opened(build)
    seconds = FILE_SECONDS if is_patient else QUERY_SECONDS
    taken = open_build.patient.one() if is_patient else closing(open_build.connection.cursor())
    with told_in_words(build, seconds, partial(_verify, open_build)), taken as cursor:
        with stand_in.seen_by(cursor):
            yield cursor
        _verify(open_build)  # a file that was replaced meanwhile may have given rows of another build


class _OpenBuild:
    """A build opened and locked: its tables in memory, the largest read from their files; the lease keeps its folder
    from being removed meanwhile."""

    def __init__(self, build: Build) -> None:
        self.lease = BuildLease(build)
        self.build = build
        self.connection = duckdb.connect(":memory:", config=LOCKED)
        stored: dict[str, Path] = {}
        for table_name, rows in self.lease.load_small_tables(LOADED_CELLS):
            if isinstance(rows, Path):
                stored[table_name] = rows
            else:
                self.connection.from_arrow(rows).create(table_name)
        self.connection.execute(f"set allowed_paths = [{', '.join(map(_quoted, stored.values()))}]")
        self.connection.execute("set enable_external_access = false")
        self.connection.execute("set parquet_metadata_cache = true")  # else a footer is read anew for every question
        for table_name, path in stored.items():
            self.connection.from_parquet(str(path)).create_view(table_name)
        for macro in MACROS:
            self.connection.execute(load_question(macro))
        self.patient = PatientCursors(self.connection)
        self.connection.execute("set lock_configuration = true")
        _open_builds.add(self)


def _quoted(path: Path) -> str:
    """A path as SQL writes a text."""
    return "'" + str(path).replace("'", "''") + "'"


def _verify(open_build: _OpenBuild) -> None:
    """Raise DamagedBuildError, and remember it, where a file of an opened build is not as it was verified."""
    try:
        open_build.lease.verify_stored()
    except DamagedBuildError as error:
        _faults[open_build.build] = (time.monotonic(), str(error))
        raise


@lru_cache(maxsize=OPEN_BUILDS)
def _opened_once(build: Build) -> _OpenBuild:
    return _OpenBuild(build)


def _opened(build: Build) -> _OpenBuild:
    with _opening:
        seen_at, sentence = _faults.get(build, (0.0, ""))
        if sentence and time.monotonic() - seen_at < FAULT_SECONDS:
            raise DamagedBuildError(sentence)
        try:
            open_build = _opened_once(build)
            _verify(open_build)
            return open_build
        except DamagedBuildError as error:
            _faults[build] = (time.monotonic(), str(error))
            raise
        except duckdb.Error as error:
            sentence = f"批次 {build.number} 的数据无法载入，{BUILD_ANEW}。"
            _faults[build] = (time.monotonic(), sentence)
            raise DamagedBuildError(sentence) from error


def close_builds() -> None:
    """Forget every opened build and every cached answer, and close what is open; the next question opens anew."""
    with _opening:
        _answer.cache_clear()
        _opened_once.cache_clear()
        _faults.clear()
        for open_build in list(_open_builds):
            open_build.connection.close()
