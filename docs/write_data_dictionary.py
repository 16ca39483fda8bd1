"""Writes docs/data-dictionary.md from the declared schema, so that nobody keeps the two in step by hand.

    python -m docs.write_data_dictionary

Input: etl/schema/tables.toml and fields.csv. Output: data-dictionary.md beside this file. tests/test_data_dictionary.py
fails while the file is not what this module writes.
"""

from pathlib import Path

from etl.schema.declared_fields import Field
from etl.schema.declared_schema import COLUMN_TYPES, Table, load_tables

FILE = Path(__file__).with_name("data-dictionary.md")
HEAD = """# Data dictionary

Written by `python -m docs.write_data_dictionary` from `etl/schema/tables.toml` and `etl/schema/fields.csv`: change
those, not this file. The same words are on the page 数据字典, in `meta_field`, and in the metadata of every Parquet file.

Prefixes: `raw_` as printed, `core_` typed, `audit_` judged, `mart_` shaped for the pages, `meta_` about the build.
Endings: `_yuan` yuan (the pages show 万元), `_points` points, `_rate` a fraction (0.985, may pass 1), `_text` as
printed. A value that the form does not print, or that could not be decided, is null.

Types: {types}.

"""
TYPE_NAMES = {"text": "UTF-8 text", "bool": "true or false", "date": "calendar day"}


def dictionary_text() -> str:
    """The whole file: the tables in a list, then every table with its columns."""
    tables = list(load_tables().values())
    types = ", ".join(f"`{word}` {TYPE_NAMES.get(word, str(kind).lower())}" for word, kind in COLUMN_TYPES.items())
    listed = "\n".join(f"* [`{table.name}`](#{table.name}) {table.title}: {table.grain}" for table in tables)
    return HEAD.format(types=types) + listed + "\n\n" + "\n".join(table_text(table) for table in tables)


def table_text(table: Table) -> str:
    """One table: what a row is, its key, its order, and its columns as a Markdown table."""
    lines = [
        f"## {table.name}",
        "",
        f"{table.title}. One row is {table.grain}. Key: {names(table.key)}. Sorted by: {names(table.sort)}.",
        "",
        "| column | 名称 | type | unit | meaning |",
        "|---|---|---|---|---|",
        *(column_line(column) for column in table.columns),
        "",
    ]
    return "\n".join(lines)


def column_line(column: Field) -> str:
    """One column as a line of the table; a bar inside a cell is escaped."""
    cells = (f"`{column.name}`", column.label, column.type, column.unit, column.meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def names(columns: tuple[str, ...]) -> str:
    """Column names as code, parted by commas."""
    return ", ".join(f"`{name}`" for name in columns)


if __name__ == "__main__":
    FILE.write_text(dictionary_text(), "utf-8")
