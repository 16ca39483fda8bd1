"""Which declared template a form was printed from.

Input: the labels a form prints, its type and the declared families. Output: the name of the one family that
fits, or None: a form of a template that nobody declared is read all the same. Stage `parse`.
"""

from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import FormType


def choose_family(rows: tuple[TokenRow, ...], form_type: FormType, vocabulary: Vocabulary) -> str | None:
    """The family whose required labels are all printed and whose excluded ones are not; the most demanding wins
    a draw."""
    printed = {vocabulary.fold(token.text) for row in rows if row.kinds for token in row.tokens if token.labels}
    fitting = [
        family
        for family in vocabulary.families
        if family.form_type == form_type
        and {vocabulary.fold(word) for word in family.requires} <= printed
        and not {vocabulary.fold(word) for word in family.excludes} & printed
    ]
    fitting.sort(key=lambda family: (-len(family.requires), family.name))
    if len(fitting) > 1 and len(fitting[0].requires) == len(fitting[1].requires):
        return None
    return fitting[0].name if fitting else None
