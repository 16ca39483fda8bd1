"""The declared corrections of a folder: every `*.toml` in it, an array of tables called `correction`.

Input: the folder. Output: `Correction` records in the order of their addresses. Stage `corrections`. Anything that is
not as docs/adding-a-correction.md says stops the build with file, line and key.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl.records import Correction, Section

TABLE_NAME = "correction"
TABLE_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*[\"']?correction[\"']?[ \t]*\]\]", re.M)
TOML_PLACE = re.compile(r"at line (\d+), column (\d+)")
DOCUMENT = re.compile(r"[0-9a-f]{16}(?:[0-9a-f]{48})?")
DOCUMENT_ID_LENGTH = 16
TEXT_KEYS = ("document", "section", "field_name", "expected_text", "corrected_text", "reason", "basis", "declared_by")
DATE_KEYS = ("declared_on", "expires_on")
NUMBER_KEYS = ("form_no", "row_no")
LARGEST_NUMBER = 10**6  # rows of a form are fewer; and what it is stored in holds no number of any length
OPTIONAL_KEYS = ("row_no",)  # a field of the whole form has none
KEYS = TEXT_KEYS + DATE_KEYS + NUMBER_KEYS
NOT_PRINTED = ("fund_source",)  # a code that the reader derives from the printed label


class CorrectionError(Exception):
    """A declaration is not as it must be; the message names file, line and key, in Chinese."""


def load_corrections(folder: Path) -> tuple[Correction, ...]:
    """Every correction declared in a folder, sorted by address. Raises CorrectionError, NotADirectoryError."""
    if not folder.is_dir():
        raise NotADirectoryError(f"没有这个更正文件夹：{folder}")
    found: dict[str, Correction] = {}
    for path in sorted(folder.glob("*.toml")):
        for correction in load_file(path):
            first = found.setdefault(correction.correction_id, correction)
            if first is not correction:
                message = f"{correction.declared_at}：与 {first.declared_at} 更正的是同一个字段，只能留一条。"
                raise CorrectionError(message)
    return tuple(found[name] for name in sorted(found))


def load_file(path: Path) -> list[Correction]:
    """The corrections of one file, in its order. Raises CorrectionError."""
    try:
        text = path.read_bytes().decode("utf-8")
        declared = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path.name}：不是 UTF-8 编码。") from error
    except tomllib.TOMLDecodeError as error:
        raise CorrectionError(f"{path.name} {describe_toml_error(error, text)}") from error
    except (ValueError, RecursionError) as error:  # Python's own limits: digits of a number, depth of brackets
        raise CorrectionError(f"{path.name}：有数字过长或括号嵌套过深，无法读取。") from error
    if unknown := sorted(set(declared) - {TABLE_NAME}):
        raise CorrectionError(f"{path.name} 第 {line_of_key(text, unknown[0], 0)} 行：不认识的键 {unknown[0]}。")
    tables = declared.get(TABLE_NAME)
    starts = [match.start() for match in TABLE_HEADER.finditer(text)]
    if not isinstance(tables, list) or len(starts) != len(tables) or not all(isinstance(t, dict) for t in tables):
        raise CorrectionError(f"{path.name} 第 1 行：每条更正都应单独以 [[{TABLE_NAME}]] 开头。")
    return [read_table(table, path.name, text, start) for table, start in zip(tables, starts, strict=True)]


def describe_toml_error(error: tomllib.TOMLDecodeError, text: str) -> str:
    """Where a file stops being TOML, and what the parser says."""
    place = TOML_PLACE.search(str(error))
    where = f"第 {place[1]} 行第 {place[2]} 列" if place else f"第 {len(text.splitlines())} 行"
    return f"{where}：不是合法的 TOML（{str(error).partition(' (at ')[0]}）。"


def read_table(table: Mapping[str, Any], file_name: str, text: str, start: int) -> Correction:
    """One correction from its table, which starts at a character of the file's text. Raises CorrectionError."""
    fault = find_fault(table)
    if fault:
        key, message = fault
        raise CorrectionError(f"{file_name} 第 {line_of_key(text, key, start)} 行：{key} {message}。")
    return Correction(
        document_id=table["document"][:DOCUMENT_ID_LENGTH],
        section=Section(table["section"]),
        row_no=table.get("row_no"),
        declared_at=f"{file_name} 第 {line_of_key(text, TABLE_NAME, start)} 行",
        **{key: table[key] for key in KEYS if key not in {"document", "section", "row_no"}},
    )


def find_fault(table: Mapping[str, Any]) -> tuple[str, str] | None:
    """The first key of a table that is not as it must be, and why; None where all are."""
    for key in table:
        if key not in KEYS:
            return key, "不是更正的键"
    for key in KEYS:
        if key not in table:
            if key in OPTIONAL_KEYS:
                continue
            return key, "没有写"
        if message := find_fault_of_value(key, table[key]):
            return key, message
    return find_fault_of_whole(table)


def find_fault_of_value(key: str, value: object) -> str | None:
    """Why the value of one key cannot be taken, None where it can."""
    if key in TEXT_KEYS:
        return None if isinstance(value, str) and value.strip() else "应为引号中的文字，不能为空"
    if key in DATE_KEYS:
        is_date = isinstance(value, date) and not isinstance(value, datetime)
        return None if is_date else "应为日期，如 2026-12-31，不加引号"
    is_number = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LARGEST_NUMBER
    return None if is_number else f"应为 1 至 {LARGEST_NUMBER} 的整数，不加引号"


def find_fault_of_whole(table: Mapping[str, Any]) -> tuple[str, str] | None:
    """The first key whose value is sound alone and wrong beside the others, and why."""
    sections = [section.value for section in Section]
    if not DOCUMENT.fullmatch(table["document"]):
        return "document", "应为原件的 SHA-256（64 位十六进制），或它的前 16 位"
    if table["section"] not in sections:
        return "section", f"应为 {'、'.join(sections)} 之一"
    if table["section"] != Section.FORM and "row_no" not in table:
        return "row_no", "没有写：资金、指标、子项目的字段要写第几行"
    if table["field_name"] in NOT_PRINTED:
        return "field_name", f"{table['field_name']} 不是表上印出的字段"
    if table["corrected_text"] == table["expected_text"]:
        return "corrected_text", "与 expected_text 相同，没有更正任何内容"
    if table["expires_on"] <= table["declared_on"]:
        return "expires_on", "应晚于 declared_on"
    return None


def line_of_key(text: str, key: str, start: int) -> int:
    """The line of a key in the table that starts at a character, that of the table's head where it is not written."""
    following = TABLE_HEADER.search(text, start + 1)
    end = following.start() if following else len(text)
    written = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=.]", re.M).search(text, start, end)
    return text.count("\n", 0, written.start() if written else start) + 1
