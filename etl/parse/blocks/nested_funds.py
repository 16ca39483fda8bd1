"""Sources of money that a form prints below another one, as its parts: 财政拨款小计, then 一般公共预算 and others.

Input: the sheet of a form whose money is read. Output: its fields of section FUND, each part under a source of its own.
Stage `parse`. Which words name a part of which source is data (etl/templates/base.toml, [fund_parts]).
"""

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import Section


def part_nested_funds(sheet: FormSheet, vocabulary: Vocabulary) -> None:
    """Give a part the source that its label names where the whole is printed too: one amount is not two of a source."""
    funds = sheet.fields_of(Section.FUND)
    labels = {field.row_no: vocabulary.fold(field.text) for field in funds if field.name == "fund_label"}
    for words, whole in vocabulary.fund_parts.items():
        rows = sheet.rows_of_source(whole)
        parts = {row_no for row_no in rows if words in labels.get(row_no, "")}
        if not parts or len(parts) == len(rows):
            continue
        sheet.fields = [
            field._replace(text=words) if field.name == "fund_source" and field.row_no in parts else field
            for field in sheet.fields
        ]
