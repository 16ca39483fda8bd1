"""Parts of a form whose other parts are missing: only its head, only its money, only its indicators, or a list.

Input: the TokenRows of a document in which no form was found. Output: what is there and what is not, as a SetAside.
Stage `parse`.
"""

from itertools import pairwise

from etl.parse.blocks.fund_block import is_fund_header
from etl.parse.forms.find_forms import named_project
from etl.parse.forms.titles import titled_form_type
from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.labels.printed_kinds import has_operator, is_number, is_percent, is_quantity
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import SetAside

FEWEST_ROWS, FEWEST_VALUES, FEWEST_COLUMNS = 2, 2, 3
LIST = "这是多个项目的清单或汇总表（“项目名称”是一列的栏目），不是单个项目的表，未采用。"
PARTS = {"name": "项目名称", "money": "资金", "indicators": "指标"}
INCOMPLETE = "表不完整：印有{there}，没有读到{missing}，多半缺页或没有存全，未采用。"
NAME_ALONE = "印有“项目名称”，但没有绩效指标和预算执行的栏目，不是自评表或申报表，未采用。"


def explain_list(rows: tuple[TokenRow, ...]) -> SetAside | None:
    """A list of projects: 项目名称 heads a column beside others, and rows with numbers stand below it."""
    for header, below in pairwise(rows):
        names = [token for token in header.tokens if "project_name" in token.roles("form")]
        is_header = names and len(header.tokens) >= FEWEST_COLUMNS and not any(is_value(t.text) for t in header.tokens)
        is_entry = not below.is_kind("form") and any(is_number(t.text) or is_percent(t.text) for t in below.tokens)
        if is_header and header.is_tabular and is_entry and len(below.tokens) >= FEWEST_COLUMNS:
            return SetAside("project_list", LIST, header.line_no)
    return None


def explain_incomplete(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> SetAside | None:
    """What is there of a form, and what is not; None where the document has no part of a form, or all of them."""
    is_titled = any(titled_form_type(row, vocabulary) is not None for row in rows)
    found = {
        "name": any(named_project(row) is not None for row in rows),
        "money": has_money(rows),
        "indicators": has_indicators(rows, vocabulary),
    }
    if not any(found.values()) or all(found.values()):
        return None
    if found == {"name": True, "money": False, "indicators": False} and not is_titled:
        labels = sum("project_name" in row.roles("form") for row in rows)
        return SetAside("no_form", NAME_ALONE) if labels == 1 else None
    there, missing = (
        "、".join(word for part, word in PARTS.items() if found[part] is wanted) for wanted in (True, False)
    )
    return SetAside("form_incomplete", INCOMPLETE.format(there=there, missing=missing))


def has_money(rows: tuple[TokenRow, ...]) -> bool:
    """Whether a block of money is printed with numbers: a header with the rate or its points, and a source below it."""
    for header, below in pairwise(rows):
        further = header.roles("fund_column") & {"execution_rate", "weight", "score"}
        if is_fund_header(header) and further and below.is_kind("fund_row"):
            return any(is_number(token.text) for token in below.tokens)
    return False


def has_indicators(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> bool:
    """Whether indicators are printed with values: rows below their header, or beside names of levels."""
    begin = next((index for index, row in enumerate(rows) if is_indicator_header(row)), None)
    levels = {vocabulary.fold(row.first.text) for row in rows}
    if levels & vocabulary.appraisal_levels:
        return False
    below = rows[begin + 1 :] if begin is not None else [row for row in rows if row.is_kind(*LEVELS)]
    filled = sum(sum(is_value(token.text) for token in row.tokens) >= FEWEST_VALUES for row in below)
    return filled >= (1 if begin is not None else FEWEST_ROWS)


def is_value(text: str) -> bool:
    """Whether a text is a target, a result or points."""
    return has_operator(text) or is_number(text) or is_percent(text) or is_quantity(text)
