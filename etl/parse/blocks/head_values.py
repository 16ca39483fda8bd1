"""What stands beside a label of the head and is not what it names: boxes to tick, a telephone for a date.

Input: the role of a label and the text beside it. Output: whether the text is no value of it. Stage `parse`.
"""

import re

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import half_width, is_number, is_percent
from etl.parse.labels.roles import NAMED_FIELDS

WITHOUT_OPTIONS = (*NAMED_FIELDS, "review_opinion", "prior_evaluation")
OPTION_BOXES = frozenset("☑☒✔✓□☐")  # options to tick are no name; ○ stands in names that were made unknown
MONEY_FIELDS = frozenset({"project_total_budget", "prior_year_budget", "prior_year_executed"})
CONTACT = "contact"  # 联系人, 填报人, 联系电话 and 填报日期 are one field
TELEPHONE = re.compile(r"[0-9*()+ -]{7,24}(?:转[0-9]{1,6})?")
ORGANISATION = re.compile(r"[\u4e00-\u9fff]{2}(?:局|所|中心|单位|公司|医院|学校|委员会|办公室|站|厅|政府|大队)$")
ORGANISATIONS = ("department", "unit")
# A field of a cover below a blank one, 评价方式:部门自评; 牵头单位:… is an answer.
LABELLED = re.compile(r"(?![\u4e00-\u9fff]{0,6}(?:单位|部门|牵头|配合|市|县|区|其中)[:：])[\u4e00-\u9fff]{2,6}[:：]")
DATES = ("start_date", "end_date")
LONGEST_DATE = 8  # digits
LONGEST_UNDATED = 6  # 长期, 12月底: what may stand for a date without a year
YEAR = re.compile(r"(?:19|20)\d\d|\d\d[./-]\d")
DATE = re.compile(r"(?:19|20)\d\d\s*[年./-]\s*\d{1,2}(?:\s*[月./-]|$)")


def is_no_value_of(role: str, text: str) -> bool:
    """Whether a text cannot be what its label names: options to tick, or beside 项目名称 a number, or the label of
    another field before its own blank value or with its value behind a colon."""
    if role in WITHOUT_OPTIONS and not OPTION_BOXES.isdisjoint(text):
        return True
    if role in ORGANISATIONS and LABELLED.match(text):
        return True
    names_nothing = is_number(text) or is_percent(text) or "form" in load_vocabulary().labels_of(text).kinds
    return role in NAMED_FIELDS and names_nothing


def is_of_another_field(role: str, text: str) -> bool:
    """Whether a value cannot be what its label names, and was put there by a slip: a unit's name for a person, a
    telephone or a step of the project for a date, a year for an amount. It is reported as not read."""
    if role in MONEY_FIELDS:
        return text.rstrip("度").endswith("年")
    if role == CONTACT:
        return ORGANISATION.search(text) is not None
    if role not in DATES:
        return False
    digits = sum(map(str.isdigit, text))
    if TELEPHONE.fullmatch(text) is not None and digits > LONGEST_DATE:
        return True
    return len(text) > LONGEST_UNDATED and YEAR.search(text) is None


def is_settled_contact(sheet: FormSheet, text: str) -> bool:
    """Whether a telephone, a date or another person adds nothing to the contact: the first person is kept, or the
    telephone where no person is printed. A telephone kept so far makes room for a person."""
    if DATE.match(half_width(text)):
        return True
    known = next((field for field in sheet.fields if field.name == CONTACT), None)
    if known is None:
        return False
    if TELEPHONE.fullmatch(half_width(known.text)) and not TELEPHONE.fullmatch(half_width(text)):
        sheet.fields.remove(known)
        return False
    return True
