"""Converts the printed fields of one form and keeps every problem met, each with its place and printed text.

Input: PrintedField records. Output: typed values, and the ReadingProblem of each text that could not be converted.
Stage: normalise. Columns are named by their name in fields.csv, whose Chinese label goes into the message.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from etl.normalise.blank_mark import CellKind, is_blank
from etl.normalise.conversion import Conversion, Trouble, Value
from etl.normalise.indicator_value import IndicatorValue, ValueKind, convert_indicator_value
from etl.normalise.money import MONEY_UNIT_UNKNOWN, convert_money
from etl.normalise.points import convert_points
from etl.normalise.printed_date import convert_date, convert_fiscal_year
from etl.normalise.rates import convert_rate
from etl.records import FormRecord, PrintedField, ReadingProblem
from etl.schema.declared_fields import load_fields

CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
WRAPPING_BLANK = re.compile(rf"(?<={CHINESE}) +(?={CHINESE})")
AMOUNT, POINTS, RATE, DATE, INDICATOR_VALUE = "amount", "points", "rate", "date", "indicator_value"


@dataclass(slots=True)
class ConvertedKind:
    """How many printed texts of one kind were converted, and those that were not."""

    kept_count: int = 0
    lost: list[PrintedField] = field(default_factory=list)


def unwrapped(text: str) -> str:
    """The text without blanks at its ends and between Chinese characters: a narrow cell wrapped it there, nobody wrote
    them."""
    text = text.strip()
    return WRAPPING_BLANK.sub("", text) if " " in text else text


class FieldConverter:
    """Typed values of one form's printed fields; what was in the way collects in `list_problems()`."""

    def __init__(self, form: FormRecord, money_unit: str | None) -> None:
        """`money_unit` is the form's unit as normalise_money_unit returns it, None where none is printed."""
        self._form_no = form.form_no
        self._money_unit = money_unit
        self._problems: list[ReadingProblem] = []
        self._without_unit: list[ReadingProblem] = []
        self.kinds = {kind: ConvertedKind() for kind in (AMOUNT, POINTS, RATE, DATE, INDICATOR_VALUE)}

    def list_problems(self) -> tuple[ReadingProblem, ...]:
        """Every problem met so far in the order met; amounts that lack a unit are one problem of the form."""
        if not self._without_unit:
            return tuple(self._problems)
        first, count = self._without_unit[0], len(self._without_unit)
        message = first.message if count == 1 else f"{first.message}（全表共 {count} 处）"
        return (*self._problems, replace(first, message=message))

    def money(self, printed: PrintedField | None, column_name: str) -> Decimal | None:
        """The amount in yuan, None where nothing is printed or the amount cannot be converted."""
        if printed is None:
            return None
        return self._take(convert_money(printed.text, self._money_unit), printed, column_name, AMOUNT)

    def points(self, printed: PrintedField | None, column_name: str) -> Decimal | None:
        """The weight or score, None where nothing is printed or it is no number."""
        return self._take(convert_points(printed.text), printed, column_name, POINTS) if printed else None

    def rate(self, printed: PrintedField | None, column_name: str, recomputed: Decimal | None) -> float | None:
        """The printed rate as a fraction; `recomputed` decides where the print is ambiguous."""
        return self._take(convert_rate(printed.text, recomputed), printed, column_name, RATE) if printed else None

    def date(self, printed: PrintedField | None, column_name: str, *, is_period_end: bool) -> date | None:
        """The printed date, None where nothing is printed or it is no date."""
        return self._take(convert_date(printed.text, is_period_end), printed, column_name, DATE) if printed else None

    def fiscal_year(self, printed: PrintedField | None, column_name: str) -> int | None:
        """The one printed year, None where none or several are printed."""
        return self._take(convert_fiscal_year(printed.text), printed, column_name) if printed else None

    def indicator_value(self, printed: PrintedField | None, column_name: str) -> IndicatorValue:
        """What the target or actual text says; of kind BLANK where nothing is printed."""
        value, trouble = convert_indicator_value(printed.text if printed else None)
        if printed is not None and trouble is not None:
            self.report(trouble, printed, column_name)
            self.kinds[INDICATOR_VALUE].lost.append(printed)
        elif value.kind is not ValueKind.BLANK:
            self.kinds[INDICATOR_VALUE].kept_count += 1
        return value

    def text(self, printed: PrintedField | None, kind: CellKind = CellKind.TEXT) -> str | None:
        """The text as printed, None where nothing or a blank mark is printed."""
        return None if printed is None or is_blank(printed.text, kind) else unwrapped(printed.text)

    def report(self, trouble: Trouble, printed: PrintedField, column_name: str) -> None:
        """Keeps one problem of a printed field: its label, its text, and what was expected."""
        label = load_fields()[column_name].label
        verb = "更正为" if printed.correction else "印为"
        problem = ReadingProblem(
            code=trouble.code,
            message=f"{label}{verb}“{printed.text}”：{trouble.explanation}。",
            severity=trouble.severity.value,
            form_no=self._form_no,
            row_no=printed.row_no,
            printed=printed.printed_text,
            place=printed.places[0] if printed.places else None,
            section=printed.section,
        )
        (self._without_unit if trouble.code == MONEY_UNIT_UNKNOWN else self._problems).append(problem)

    def _take(
        self, conversion: Conversion[Value], printed: PrintedField, column_name: str, kind: str | None = None
    ) -> Value | None:
        """The value of a conversion, its trouble reported; it counts among those of its kind unless it has none."""
        if conversion.trouble is not None:
            self.report(conversion.trouble, printed, column_name)
        if kind is not None and conversion.value is not None:
            self.kinds[kind].kept_count += 1
        elif kind is not None and conversion.trouble is not None:
            self.kinds[kind].lost.append(printed)
        return conversion.value
