"""A form read from a glued run: a FormSheet whose tokens are cut while it is read.

Input: a GluedRun. Output: what FormSheet gives, with one row of the tokens that were cut. Stage `parse`.
"""

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.glued.glued_labels import LabelFinder
from etl.parse.labels.tokens import Token, TokenRow

UNDECIDED = "glued_text_undecided"


class GluedSheet(FormSheet):
    """The fields of one form, and every token that was cut for them."""

    def __init__(self, form_no: int, finder: LabelFinder) -> None:
        super().__init__(form_no, (), is_stream=True, is_cut_off=False)
        self.finder = finder
        self.tokens: list[Token] = []

    def label(self, start: int, end: int) -> Token:
        """The characters as a label that is read."""
        token = self.finder.run.token(start, end, self.finder.vocabulary)
        self.tokens.append(token)
        self.claim(token)
        return token

    def value(self, start: int, end: int) -> Token:
        """The characters as a value that a field may take."""
        token = self.finder.run.token(start, end)
        self.tokens.append(token)
        return token

    def undecided(self, message: str, start: int, end: int, severity: str = "中", row_no: int | None = None) -> None:
        """Report characters whose cells nobody can tell apart; their text is kept in the finding."""
        if start >= end:
            return
        self.report(UNDECIDED, severity, message, self.finder.run.token(start, end), row_no)

    def close(self) -> None:
        """Make the tokens the form's rows: one for every line that begins one of them."""
        by_line: dict[int, list[Token]] = {}
        for token in dict.fromkeys(self.tokens):
            by_line.setdefault(token.place.line_no, []).append(token)
        self.rows = tuple(TokenRow(line_no, tuple(by_line[line_no]), True) for line_no in sorted(by_line))
