"""The year of a form whose own lines print none, from the headings of its document: 2024年度部门决算公开.

Input: the TokenRows of a document, then the sheet of a form. Output: the field fiscal_year on the sheet. Stage `parse`.
A heading counts where it speaks of what the form is, and only where all such headings above the form name one year.
"""

import re
from dataclasses import dataclass

from etl.parse.blocks.finish_form import form_type_by_columns
from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.printed_year import YEAR_UNCLEAR, prints_part
from etl.parse.forms.titles import ENDS_TEXT, TITLE_LENGTH, titled_form_type
from etl.parse.labels.printed_kinds import half_width
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import FormType, Section

YEAR = "年"
PRINTED_YEAR = re.compile(rf"((?:19|20)\d\d)\s*{YEAR}(?!\d{{1,2}}月)")
YEAR_ALONE = re.compile(rf"[(（]?\s{{0,2}}(?:19|20)\d\d\s{{0,2}}{YEAR}度?\s{{0,2}}[)）]?")
# A self-evaluation is done in the year after its own: 2024年绩效自评 may be either, 2023年度 and 2023年决算 may not.
SPEAKS_OF = {
    FormType.SELF_EVALUATION: re.compile(r"^(?!.*预算)(?=.*(?:年度|决算)).*(?:自评|决算)"),
    FormType.TARGET_DECLARATION: re.compile(r"^(?!.*(?:自评|决算)).*(?:绩效目标|预算)"),
}
OF_HEADING = "表上没有印年度，按文件标题所印的年度"


@dataclass(frozen=True, slots=True)
class Heading:
    """A text of a document that stands alone and prints a year, itself or alone in the line below a title: its row, the
    cell of the year, the year, the forms that it may speak of (none for a text of something else), and whether it is
    the title of one."""

    index: int
    token: Token
    year: str
    speaks_of: frozenset[FormType]
    is_title: bool


def printed_headings(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[Heading, ...]:
    """The headings that print a year, in printed order: short texts that stand alone, no sentence and no letter's."""
    found: list[Heading] = []
    for index, row in enumerate(rows):
        if len(row.tokens) != 1 or row.kinds or len(row.first.text) > TITLE_LENGTH or YEAR not in row.first.text:
            continue
        text = half_width(row.first.text)
        is_below_title = index > 0 and YEAR_ALONE.fullmatch(text) and titled_form_type(rows[index - 1], vocabulary)
        if is_below_title:
            text = f"{half_width(rows[index - 1].first.text)}{text}"
        years = PRINTED_YEAR.findall(text)
        if len(set(years)) != 1 or prints_part(text):
            continue
        kinds = frozenset(kind for kind, words in SPEAKS_OF.items() if words.search(text))
        is_prose = ENDS_TEXT.search(text) or vocabulary.titles["prose"].search(text)
        if not (kinds and is_prose):
            is_title = bool(is_below_title) or titled_form_type(row, vocabulary) is not None
            found.append(Heading(index, row.first, years[0], kinds, is_title))
    return tuple(found)


def take_year_of_heading(
    sheet: FormSheet, first: int, titled_type: FormType | None, headings: tuple[Heading, ...]
) -> None:
    """Give a form that begins at row `first` and prints no year that of the headings above it. One without a title of
    its own stands under the title above it, or the heading right above it: of its type or of no year."""
    if sheet.has("fiscal_year") or sheet.has_problem(YEAR_UNCLEAR):
        return
    form_type = titled_type or form_type_by_columns(sheet)
    printed = [heading for heading in headings if heading.index < first]
    above = [heading for heading in printed if form_type in heading.speaks_of]
    if titled_type is None:
        heads_form = bool(above) and (above[-1].is_title or above[-1].index == first - 1)
        if not heads_form or above[-1].year != printed[-1].year:
            return
    if len({heading.year for heading in above}) == 1:
        heading = above[-1]
        sheet.add_text(Section.FORM, None, "fiscal_year", heading.year, heading.token, repair=OF_HEADING)
