"""Checks a build folder: every byte against build.json, every table against its declaration and against the others.

Input: a build folder, written by `publish_build`. Output: one Chinese sentence per fault, none when the build is sound.
Stage `publish`; runs before the pointer moves, when the next run recovers, and as `python -m etl check`.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl.publish.build_record import RECORD_NAME, BuildRecord, RecordError, file_name, load_record, sha256_of
from etl.publish.picture_store import check_pictures
from etl.publish.pointer import PointerError, load_pointer
from etl.publish.table_writer import arrow_schema
from etl.schema.declared_schema import Table, load_tables
from etl.schema.stored_tables import StoreLimits, count_keys, count_rows, open_tables

# A field of the whole form or project belongs to no row; there the row number of the key is null, and counts as one
# value; so does a category that a form does not print.
NULLABLE_KEY_COLUMNS = frozenset({"row_no", "level1_name", "level2_name", "distance_status"})
# Every row of the first table needs its row of the second, by these columns.
REFERENCES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("core_project", "core_document", ("document_id",)),
    ("core_document", "raw_document_line", ("document_id",)),
    ("raw_field_box", "raw_page_picture", ("document_id", "page_no")),
    ("core_fund", "core_project", ("project_id",)),
    ("core_indicator", "core_project", ("project_id",)),
    ("core_sub_project", "core_project", ("project_id",)),
    ("core_project_family", "core_project", ("project_id",)),
    ("core_reading_check", "core_project", ("project_id",)),
    ("raw_form_field", "core_project", ("project_id",)),
    ("raw_field_box", "raw_form_field", ("project_id", "section_code", "field_name")),
    ("core_indicator", "raw_form_field", ("project_id", "row_no")),
    ("core_fund", "raw_form_field", ("project_id", "row_no")),
    ("core_sub_project", "raw_form_field", ("project_id", "row_no")),
    ("mart_project", "core_project", ("project_id",)),
    ("mart_execution", "core_project", ("project_id",)),
    ("mart_indicator", "core_indicator", ("project_id", "row_no")),
    ("mart_deviation_reason", "core_project", ("project_id",)),
    ("mart_reading", "core_project", ("project_id",)),
    ("mart_reading_check", "core_reading_check", ("project_id", "check_no")),
    ("mart_family_member", "core_project_family", ("project_id",)),
)
REFERRING = frozenset(name for reference in REFERENCES for name in reference[:2])
COMPARED = ("project_id", "document_id", "row_no", "page_no")
PREFIX = "checked_"  # of the names under which the keys of a written table are stored
CHECK_LIMITS = StoreLimits(1 << 30, 4)
BATCH_ROWS = 65_536


def check_published(root: Path) -> list[str]:
    """Every fault of the current build of a published folder, its pointer included."""
    try:
        pointer = load_pointer(root)
    except PointerError as error:
        return [str(error)]
    if pointer is None:
        return ["还没有发布任何批次。"]
    folder = build_folder(root, pointer.build_number)
    if faults := check_recorded(folder, pointer.build_sha256):
        return faults
    with TemporaryDirectory() as spill, open_tables(Path(spill), CHECK_LIMITS) as keys:
        return check_tables(folder, keys) or check_pictures(root, folder)


def check_older_builds(root: Path) -> list[str]:
    """Faults of the builds kept before the current one, which the pages show where that is damaged."""
    pointer = load_pointer(root)
    faults: list[str] = []
    for number, sha256 in pointer.history_sha256.items() if pointer else ():
        folder = build_folder(root, int(number))
        if pointer and int(number) != pointer.build_number and folder.exists():
            older = check_recorded(folder, sha256) or check_pictures(root, folder)
            faults += [f"留存的批次 {number}：{fault}" for fault in older]
    return faults


def check_recorded(folder: Path, build_sha256: str) -> list[str]:
    """Faults of the files of a build against its record, and of the record against the pointer."""
    try:
        _, found = load_record(folder)
    except RecordError as error:
        return [str(error)]
    if found != build_sha256:
        return [f"{RECORD_NAME} 的指纹与 current.json 记载的不同。"]
    return check_bytes(folder)


def build_folder(root: Path, number: int) -> Path:
    """Where a published folder keeps the build of a number."""
    return root / "builds" / f"{number:012d}"


def check_bytes(folder: Path) -> list[str]:
    """Faults of the files of a build: missing, changed, or there without being recorded."""
    try:
        record, _ = load_record(folder)
    except RecordError as error:
        return [str(error)]
    recorded = set(record.files)
    present = {path.name for path in folder.iterdir()} - {RECORD_NAME}
    faults = [f"缺少文件 {name}。" for name in sorted(recorded - present)]
    faults += [f"多出没有登记的文件 {name}。" for name in sorted(present - recorded)]
    if not faults:
        faults = [fault for name, file in record.files.items() if (fault := check_file(folder / name, file.sha256))]
    return faults


def check_file(path: Path, sha256: str) -> str | None:
    """The fault of one file against its recorded fingerprint."""
    if sha256_of(path) == sha256:
        return None
    return f"{path.name} 的内容与登记的指纹不符，文件已损坏或被改动。"


def check_tables(folder: Path, stored: duckdb.DuckDBPyConnection) -> list[str]:
    """Faults of the tables of a build whose bytes are sound: schema, row counts, keys, and rows that refer to
    nothing. Their keys are stored beside what is stored already.
    """
    record, _ = load_record(folder)
    tables = load_tables()
    declared = {file_name(name) for name in tables}
    if set(record.files) != declared:
        return [f"表与 tables.toml 不一致：{'、'.join(sorted(set(record.files) ^ declared))}。"]
    row_counts: dict[str, int] = {}
    faults = [fault for table in tables.values() for fault in check_table(folder, table, record, stored, row_counts)]
    filled = [reference for reference in REFERENCES if row_counts.get(reference[0])]
    return faults or [fault for reference in filled if (fault := check_reference(stored, *reference))]


def check_table(
    folder: Path, table: Table, record: BuildRecord, stored: duckdb.DuckDBPyConnection, row_counts: dict[str, int]
) -> list[str]:
    """The faults of one table, its page checksums verified; its number of rows is added to `row_counts`."""
    with pq.ParquetFile(folder / file_name(table.name), page_checksum_verification=True) as file:
        build_id = file.metadata.metadata.get(b"build_id")
        is_declared = file.schema.to_arrow_schema().equals(arrow_schema(table), check_metadata=True)
        if not is_declared or build_id != record.build_id.encode():
            return [f"{table.name} 的列、类型或批次号与声明不一致。"]
        row_count, key_count, empty = count_written(file, table, stored)
    row_counts[table.name], recorded_rows = row_count, record.row_count(table.name)
    faults = []
    if row_count != recorded_rows:
        faults.append(f"{table.name} 有 {row_count} 行，登记为 {recorded_rows} 行。")
    if key_count != row_count:
        faults.append(f"{table.name} 的主键 {'、'.join(table.key)} 有重复。")
    if empty:
        faults.append(f"{table.name} 的主键 {'、'.join(empty)} 有空值。")
    return faults


def count_written(file: pq.ParquetFile, table: Table, stored: duckdb.DuckDBPyConnection) -> tuple[int, int, list[str]]:
    """How many rows and distinct keys a written table has, and which columns of the key are blank where they may not
    be; what other tables refer to, or refer by, is stored.
    """
    if not file.metadata.num_rows and table.name not in REFERRING:
        return 0, 0, []
    declared = arrow_schema(table)
    names = [name for name in dict.fromkeys((*table.key, *COMPARED)) if name in declared.names]
    schema = pa.schema([declared.field(name) for name in names]).remove_metadata()
    batches = (batch.select(names) for batch in file.iter_batches(BATCH_ROWS, columns=names))
    rows = stored.from_arrow(pa.RecordBatchReader.from_batches(schema, batches))
    if table.name in REFERRING:
        rows.create(PREFIX + table.name)
        rows = stored.table(PREFIX + table.name)
    named = [name for name in table.key if name not in NULLABLE_KEY_COLUMNS]
    row_count, key_count, *filled = count_keys(rows, table, named)
    return row_count, key_count, [name for name, count in zip(named, filled, strict=True) if count < row_count]


def check_reference(stored: duckdb.DuckDBPyConnection, table: str, parent: str, columns: tuple[str, ...]) -> str | None:
    """The fault of rows of a table that have no row in the table they rest on."""
    rows = stored.table(PREFIX + table)
    if (table, parent) == ("core_document", "raw_document_line"):  # a picture has no lines
        rows = rows.join(stored.table(f"{PREFIX}core_project"), "document_id", how="semi")
    lost = count_rows(rows.join(stored.table(PREFIX + parent), ", ".join(columns), how="anti"))
    return f"{table} 有 {lost} 行在 {parent} 中找不到依据。" if lost else None
