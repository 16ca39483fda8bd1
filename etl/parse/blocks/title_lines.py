"""The lines above a form's first label: its title, annex words, and the year that the form is of.

Input: a FormSheet and the row of its title. Output: the field fiscal_year, or the finding that it stays open. Stage
`parse`.
"""

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.printed_year import (
    PART_OF_YEAR,
    YEAR_UNCLEAR,
    PrintedYear,
    printed_year,
    prints_part,
    prints_span,
)
from etl.parse.labels.tokens import Token
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import Section

OF_THE_FORM = "年度"
TWO_YEARS = "标题各处所印的年度不同（{known}、{other}），分不清这张表是哪一年的，年度留空，原文保留。"
SPAN_OF_YEARS = "标题印的是几个年度，不是一个年度，年度留空，原文保留。"


def read_title_lines(sheet: FormSheet, title: int | None, vocabulary: Vocabulary) -> None:
    """Claim the lines above the first labelled row: title, annex words, and the year they print. What a form has above
    its title, such as its score, is no head of it."""
    for index, row in enumerate(sheet.rows):
        is_above = title is not None and index < title
        if is_above and row.is_kind("total"):
            continue
        if any(is_field(token) for token in row.tokens if token.roles("form") != ["money_unit"]):
            return
        unlabelled = [token for token in row.tokens if not token.labels or token.roles("form") == ["fiscal_year"]]
        text = "".join(token.text for token in unlabelled)
        if found := printed_year(text):
            sheet.claim(*unlabelled)
            own = [(year, token) for token in row.tokens if (year := printed_year(token.text)) is not None]
            for year, token in own or [(found, row.first)]:
                keep_year(sheet, year, token)
        elif prints_span(text):
            sheet.claim(*unlabelled)
            sheet.report(YEAR_UNCLEAR, "中", SPAN_OF_YEARS, row.first)
        elif prints_part(text):
            sheet.claim(*unlabelled)
            sheet.report(YEAR_UNCLEAR, "高", PART_OF_YEAR.format(text=text), row.first)
        elif index == title or vocabulary.is_ignorable(text):
            sheet.claim(*row.tokens)


def keep_year(sheet: FormSheet, found: PrintedYear, token: Token) -> None:
    """Keep the year nearest to the form's first row; of two that both say 年度 and differ, neither."""
    if sheet.has_problem(YEAR_UNCLEAR):
        return
    known = next((field for field in sheet.fields if field.name == "fiscal_year"), None)
    was_of_form = known is not None and sheet.label_texts.get("fiscal_year") == OF_THE_FORM
    if known is not None and known.text != found.year and was_of_form:
        if not found.is_of_form:
            return
        sheet.report(YEAR_UNCLEAR, "高", TWO_YEARS.format(known=known.text, other=found.year), token)
        sheet.fields.remove(known)
        return
    sheet.fields = [field for field in sheet.fields if field.name != "fiscal_year"]
    if found.is_of_form:
        sheet.label_texts["fiscal_year"] = OF_THE_FORM
    sheet.add_text(Section.FORM, None, "fiscal_year", found.year, token, repair=found.repair)


def is_field(token: Token) -> bool:
    """Whether the token labels something of the form; 年度 alone does not, as in ( 2019 年度) cut at its blanks."""
    is_bare_year = token.roles("form") == ["fiscal_year"]
    return token.is_kind("form", "goal", "fund_row", "indicator_column") and not is_bare_year
