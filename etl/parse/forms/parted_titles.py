"""Titles that stand in one row with labels of the form: 项目支出绩效自评表（2023年度） 主管部门： 单位：万元.

Input: TokenRows. Output: the same, the title in a row of its own. Stage `parse`. What stands beside it is told by its
labels; the title tells what the table below it is only where it stands alone.
"""

from etl.parse.forms.titles import barring_title, titled_form_type
from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.vocabulary import Vocabulary


def with_titles_parted(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows; one that begins with a title and goes on with a field's label is two."""
    parted: list[TokenRow] = []
    for row in rows:
        title, rest = row.tokens[:1], row.tokens[1:]
        alone = TokenRow(row.line_no, title, row.is_tabular, row.width)
        if rest and not title[0].labels and rest[0].is_kind("form") and announces_table(alone, vocabulary):
            parted += [alone, TokenRow(row.line_no, rest, False)]
        else:
            parted.append(row)
    return tuple(parted)


def announces_table(row: TokenRow, vocabulary: Vocabulary) -> bool:
    """Whether a row is the title of a form, or of a table that is of no project."""
    return titled_form_type(row, vocabulary) is not None or barring_title(row, vocabulary) is not None
