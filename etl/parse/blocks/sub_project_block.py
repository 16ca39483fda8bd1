"""The list of sub-projects with their amounts that the declarations of 2019 print.

Input: the rows from the header 子项目名称 ｜ 预算金额 on. Output: fields of section SUB_PROJECT. Stage `parse`.
"""

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.unit_of_form import note_money_unit
from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.tokens import TokenRow
from etl.records import Section


def is_sub_project_header(row: TokenRow) -> bool:
    """Whether the row heads the list: both its columns are named."""
    return row.roles("sub_project_column") >= {"sub_project_name", "amount"}


def read_sub_project_block(sheet: FormSheet, index: int) -> int:
    """Read header and rows; returns the index of the first row that is not a name with an amount."""
    sheet.claim(*sheet.rows[index].tokens)
    note_money_unit(sheet, sheet.rows[index].tokens)
    index += 1
    row_no = 1
    while index < len(sheet.rows):
        row = sheet.rows[index]
        tokens = [token for token in row.tokens if not token.is_kind("side")]
        if len(tokens) != 2 or tokens[0].labels or not is_number(tokens[1].text):
            break
        sheet.claim(*row.tokens)
        sheet.add(Section.SUB_PROJECT, row_no, "sub_project_name", [tokens[0]])
        sheet.add(Section.SUB_PROJECT, row_no, "amount", [tokens[1]])
        row_no += 1
        index += 1
    return index
