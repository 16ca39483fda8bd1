"""One printed number as a Decimal, by a strict grammar.

Input: a text such as 1,234.50 or １２. Output: its value, or None where the text is not a number. Stage: normalise.

NFKC is not used: it turns ② into 2. Full-width digits, commas, points and signs are folded one by one, and only a text
that as a whole fits the grammar is a number: an optional sign; digits without a leading zero, bare or in correct groups
of three; an optional decimal part. `.5` is a number (database exports print it), `5.` and `1,23` are not.
"""

import re
from decimal import Decimal

FULL_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−％", "0123456789.,+--%")
"""Full-width forms and the minus sign, each to the one character it is printed for."""

NUMBER = re.compile(r"[+-]?(?:(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)")
LONGEST_NUMBER = 60
"""Characters; longer texts are no amount, score or count of any form."""


def fold_width(text: str) -> str:
    """The text with full-width digits, commas, points, signs and percent signs folded to their ASCII forms."""
    return text if text.isascii() else text.translate(FULL_WIDTH)


def parse_printed_number(text: str) -> Decimal | None:
    """The exact value of a printed number, None where the text as a whole does not fit the grammar."""
    folded = fold_width(text.strip())
    if len(folded) > LONGEST_NUMBER or not NUMBER.fullmatch(folded):
        return None
    return Decimal(folded.replace(",", ""))
