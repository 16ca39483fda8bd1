"""The file of decisions: opened for one short transaction at a time, appended to, never changed.

Input: statements `pages/decisions/<statement>.sql` with bound parameters. Output: rows, or one Chinese sentence why the
file cannot be used. The file is `decisions.sqlite` under the folder named by the environment variable JIXIAO_DECISIONS
(default data/decisions); it is made by the first decision. Side of the pages; no streamlit here.

Write-ahead logging lets pages read while another session writes; a writer waits for another one, but not for ever. A
trigger of every table refuses to change or delete a row: who changed a mind is a further row.
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER_VARIABLE = "JIXIAO_DECISIONS"
DEFAULT_FOLDER = Path("data/decisions")
FILE_NAME = "decisions.sqlite"
STATEMENTS = Path(__file__).parent
TABLES = ("finding_decision", "review_load", "review_row", "review_withdrawal")
SCHEMA_VERSION = 1
LOOK_SECONDS = 0.01
BUSY_SECONDS = 5.0  # so long a writer waits for another one; a transaction takes some milliseconds
ONLY_OURS = 0o600
PRIMARY_CODE = 0xFF  # SQLite tells details in the higher bits of its codes
SENTENCES = {
    sqlite3.SQLITE_BUSY: "处理意见库正被占用，没有完成，请稍后再试。",
    sqlite3.SQLITE_LOCKED: "处理意见库正被占用，没有完成，请稍后再试。",
    sqlite3.SQLITE_READONLY: "处理意见库是只读的，不能保存，请管理人员检查文件夹权限。",
    sqlite3.SQLITE_PERM: "没有处理意见库的访问权限，请管理人员检查文件夹权限。",
    sqlite3.SQLITE_CANTOPEN: "处理意见库打不开，请管理人员检查文件夹是否存在、能否写入。",
    sqlite3.SQLITE_IOERR: "处理意见库读写磁盘出错，没有完成，请管理人员检查磁盘。",
    sqlite3.SQLITE_FULL: "磁盘已满，处理意见没有保存。",
    sqlite3.SQLITE_CORRUPT: "处理意见库文件已损坏，请管理人员用备份恢复；其他数据不受影响。",
    sqlite3.SQLITE_NOTADB: "处理意见库文件已损坏，请管理人员用备份恢复；其他数据不受影响。",
}
MADE_BY_NEWER_CODE = "处理意见库是更新版本的程序写的，本版本不能使用，请升级程序。"


class DecisionStoreError(Exception):
    """The file of decisions cannot be used; the text is one Chinese sentence."""


def store_file() -> Path:
    """Where decisions are kept."""
    return Path(os.environ.get(FOLDER_VARIABLE) or DEFAULT_FOLDER) / FILE_NAME


def load_rows(statement: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The rows of a statement as dicts; none where nothing was ever decided. Raises DecisionStoreError."""
    file = store_file()
    with told_in_one_sentence():
        if not file.exists():
            return []
        with opened(file) as connection:
            if not check_version(connection):
                return []  # the first decision was not finished
            return [dict(row) for row in connection.execute(load_statement(statement), parameters or {})]


@contextmanager
def one_transaction() -> Iterator[sqlite3.Connection]:
    """A connection whose changes are all on the disk afterwards, or none. Raises DecisionStoreError."""
    file = store_file()
    with told_in_one_sentence():
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, ONLY_OURS))
        with opened(file) as connection:
            use_write_ahead_log(connection)
            connection.execute("begin immediate")
            try:
                make_tables(connection)
                yield connection
                connection.execute("commit")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("rollback")
                raise


def use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Let readers go on beside a writer. SQLite waits for nobody when a new file is switched over, so we do: two
    analysts may make the first decisions at once.
    """
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & PRIMARY_CODE != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
        time.sleep(LOOK_SECONDS)


def append(connection: sqlite3.Connection, statement: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Run an inserting statement once a row."""
    connection.executemany(load_statement(statement), rows)


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that syncs every commit, closed in the end."""
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("pragma synchronous = full")
        connection.execute("pragma trusted_schema = off")
        yield connection
    finally:
        connection.close()


def make_tables(connection: sqlite3.Connection) -> None:
    """Make what a new file lacks. Raises DecisionStoreError where the file is of newer code."""
    if check_version(connection) == SCHEMA_VERSION:
        return
    for table in TABLES:
        connection.execute(load_statement(f"create_{table}"))
        for change in ("update", "delete"):
            connection.execute(
                f"create trigger {table}_keeps_its_rows_on_{change} before {change} on {table}"
                " begin select raise(abort, 'decisions are appended, never changed'); end"
            )
    connection.execute(f"pragma user_version = {SCHEMA_VERSION}")


def check_version(connection: sqlite3.Connection) -> int:
    """The version of a file's tables; 0 of a new file. Raises DecisionStoreError where it is newer than this code."""
    version = int(connection.execute("pragma user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise DecisionStoreError(MADE_BY_NEWER_CODE)
    return version


@lru_cache(maxsize=32)
def load_statement(name: str) -> str:
    """The SQL of a statement. Raises FileNotFoundError for an unknown one."""
    return (STATEMENTS / f"{name}.sql").read_text("utf-8")


@contextmanager
def told_in_one_sentence() -> Iterator[None]:
    """Turn faults of the file into DecisionStoreError; faults of our statements stay what they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        sentence = SENTENCES.get(getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE)
        if sentence is None:
            raise
        raise DecisionStoreError(sentence) from error
    except OSError as error:
        raise DecisionStoreError(f"处理意见库的文件夹用不了（系统错误 {error.errno}），请管理人员检查。") from error
