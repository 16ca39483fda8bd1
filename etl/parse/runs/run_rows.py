"""A form that is printed as lines of label and value, its indicators as numbered paragraphs, in the rows of a form.

Input: the TokenRows of a document. Output: the same with runs of labels and values as rows of the head, of the money
and of an indicator table, or None where no indicator is printed so. Stage `parse`. The blocks' readers do the rest.
"""

import re
from collections.abc import Sequence

from etl.parse.blocks.fund_block import is_fund_header
from etl.parse.blocks.head_block import RUNNING_FIELDS
from etl.parse.forms.titles import folded_title, titled_form_type
from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import Token, TokenRow, bare_points
from etl.parse.labels.vocabulary import NO_LABELS, Vocabulary
from etl.parse.runs.run_context import GOALS, STAGE, RunContext, RunPiece
from etl.parse.runs.run_funds import RunFunds
from etl.parse.runs.run_pieces import Piece, leading, load_cutter, part_of
from etl.parse.runs.run_records import COLUMN, VALUES, RunRecords
from etl.records import FormType

LONGEST_NAME = 60
FEWEST_CELLS = 3
RESULTS = frozenset({"executed", "completion", "actual", "score"})
HEAD_ROWS = 6
MARKS = ("#", "*", "-")
HEADINGS = frozenset({"一、", "（一）", "(一)", "一.", "一．"})
LONGEST_HEADING = 16
SENTENCE = re.compile(r"[0-9。；，,;]")


def with_runs(rows: Sequence[TokenRow], lines: Sequence[str], vocabulary: Vocabulary) -> tuple[TokenRow, ...] | None:
    """The rows with runs of labels and values as rows of a form; None where they hold no indicator."""
    if is_report(rows, vocabulary):
        return None
    reader = RunRows(rows, lines, vocabulary)
    reader.read()
    return tuple(reader.made) if reader.has_indicators else None


def is_report(rows: Sequence[TokenRow], vocabulary: Vocabulary) -> bool:
    """Whether the document's title is that of a report or a rule and not that of a form."""
    if any(titled_form_type(row, vocabulary) is not None for row in rows):
        return False
    titles = [folded_title(row, vocabulary) for row in rows[:HEAD_ROWS]]
    return any(title is not None and vocabulary.titles["prose"].search(title) for title in titles)


class RunRows(RunContext):
    """One document while it is read: the pieces of its rows in order, and the block that is being read."""

    def __init__(self, rows: Sequence[TokenRow], lines: Sequence[str], vocabulary: Vocabulary) -> None:
        self.rows, self.lines, self.vocabulary = rows, lines, vocabulary
        super().__init__([RunPiece(piece, number) for number, row in enumerate(rows) for piece in self.pieces(row)])
        self.made: list[TokenRow] = []
        self.funds = RunFunds()
        self.is_in_table = self.has_results = self.is_titled = self.has_indicators = False

    def pieces(self, row: TokenRow) -> list[Piece]:
        """The pieces of a row: its cells are labels and values already, or texts to be cut."""
        made: list[Piece] = []
        for order, token in enumerate(row.tokens):
            if token.labels:
                numbering = leading(token.text)[1]
                end = len(token.text)
                made.append(Piece(token, True, order == 0, has_colon=True, numbering=numbering, source=token, end=end))
            else:
                line = self.lines[token.place.line_no - 1]
                made += load_cutter().pieces(token, line, begins=order == 0)
        return made

    def read(self) -> None:
        """Read every row."""
        at = 0
        for number, row in enumerate(self.rows):
            end = at
            while end < len(self.stream) and self.stream[end].row == number:
                end += 1
            if self.is_of_table(row):
                self.close()
                self.made.append(row)
            else:
                self.read_row(row, at, end)
            at = end
        self.close()

    def is_of_table(self, row: TokenRow) -> bool:
        """Whether a row is of a ruled table, which is read as it stands: a header with values, and the rows below."""
        roles = row.roles(COLUMN)
        is_header = is_fund_header(row) or (is_indicator_header(row) and bool(roles & VALUES))
        goes_on = self.is_in_table and len(row.tokens) >= FEWEST_CELLS and "level3" not in roles
        self.is_in_table = row.is_tabular and (is_header or goes_on)
        return self.is_in_table

    def read_row(self, row: TokenRow, at: int, end: int) -> None:
        """Read one row's pieces; a row without a label that counts here stays as it is."""
        if not any(self.kind_of(number) for number in range(at, end)):
            self.take_text_row(row, at, end)
            return
        while at < end:
            kind = self.kind_of(at)
            if kind is None:
                self.take_text(at)
                at += 1
            else:
                at = self.take_label(kind, at, end)

    def take_label(self, kind: str, at: int, end: int) -> int:
        """Read a label with its value; returns the index after it."""
        piece = self.stream[at].piece
        stop = at + 1
        if kind in ("level", "column", "unlisted"):
            self.begin_table(at)
        elif kind in ("amount", "source"):
            self.close_table()
            self.is_in_money = True
        if kind == "column" and stop < end and not self.stream[stop].piece.token.labels.kinds.isdisjoint(LEVELS):
            value: Token | None = self.stream[stop].piece.token
            stop += 1
        else:
            while stop < end and not self.ends_value(kind, piece, stop):
                stop += 1
            value = self.merged(at + 1, stop)
        if kind in ("level", "column", "unlisted"):
            return self.take_indicator(kind, piece, value, at, stop)
        if kind == "total":
            return self.take_total(piece, value, stop, end)
        if kind in ("amount", "source"):
            self.take_money(kind, piece, value)
            return stop
        self.close()
        self.has_results = self.has_results or "completion" in piece.token.roles("goal")
        if kind == "goal" or set(piece.token.roles("form")) & RUNNING_FIELDS:
            self.goal_row = self.stream[at].row
        self.made.append(TokenRow(piece.token.place.line_no, (piece.token, *([value] if value else [])), False))
        return stop

    def ends_value(self, kind: str, label: Piece, at: int) -> bool:
        """Whether a value ends before a piece. A reason goes on over labels that nobody declared, and any value over
        a word without a colon that only repeats a column it may be of: 实际完成情况良好."""
        found, piece = self.kind_of(at), self.stream[at].piece
        roles = set(label.token.roles(COLUMN))
        if found == "unlisted" and kind == "column":
            return "deviation_reason" not in roles
        if found == "column" and not piece.has_colon and not self.is_before_number(at) and not piece.begins:
            taken = roles | (self.table.current.cells.keys() if self.table else set())
            return "deviation_reason" not in roles and taken.isdisjoint(piece.token.roles(COLUMN))
        return found is not None or (kind == "level" and not piece.is_label)

    def merged(self, first: int, end: int) -> Token | None:
        """The pieces of a value as one token, as they are printed."""
        pieces = [item.piece for item in self.stream[first:end]]
        if not pieces:
            return None
        if len(pieces) == 1 and not pieces[0].is_label:
            return pieces[0].token
        source = pieces[0].source
        if source is None or any(piece.source is not source for piece in pieces):
            self.leave([piece.token for piece in pieces[1:]])
            return pieces[0].token
        label = self.stream[first - 1].piece
        start = label.end if label.source is source else 0
        text = source.text[start : pieces[-1].end].strip(" ；;，,、*")
        return part_of(source, self.lines[source.place.line_no - 1], text, start)

    def leave(self, tokens: Sequence[Token]) -> None:
        """Keep tokens that no value takes as texts of their own, which are reported."""
        if self.table is not None:
            self.table.rest += tokens
        else:
            self.made += [TokenRow(token.place.line_no, (token._replace(labels=NO_LABELS),), False) for token in tokens]

    def take_indicator(self, kind: str, piece: Piece, value: Token | None, at: int, stop: int) -> int:
        """A label inside an indicator table."""
        assert self.table is not None
        if kind == "level":
            following = self.stream[at + 1] if at + 1 < len(self.stream) else None
            has_name = following is not None and following.row == self.stream[at].row
            is_above = following is not None and following.piece.token.labels.kinds & set(LEVELS) == {"level2"}
            self.table.take_level(piece, has_name=has_name, is_above=is_above)
            return at + 1
        if kind == "unlisted":
            if piece.begins and value is None and self.is_before_column(at):
                self.table.begin()
            self.table.take_unlisted(piece.token, without_stop(value))
            return stop
        role = next(iter((*piece.token.roles(COLUMN), *(GOALS[one] for one in piece.token.roles("goal")))))
        if value is not None and role not in LEVELS and (levels := value.labels.kinds & set(LEVELS)):
            role = "level1" if "level1" in levels and "level1" not in self.table.current.cells else "level2"
        self.has_results = self.has_results or role in RESULTS
        self.table.take_value(role, piece.token, value if role == "deviation_reason" else without_stop(value))
        return stop

    def begin_table(self, at: int) -> None:
        """Begin the indicator table at its first label; the text that begins the row of a labelled value, which was
        kept as a row of its own, is the name."""
        if self.table is not None:
            return
        self.close_money()
        self.table = RunRecords()
        if self.made and self.is_named_in_row(at):
            self.table.take_name(self.made.pop().first)

    def take_money(self, kind: str, piece: Piece, value: Token | None) -> None:
        """An amount or a source of money."""
        value = without_stop(value)
        if kind == "source":
            self.funds.take_source(piece.token, value)
        elif value is not None:
            self.has_results = self.has_results or "executed" in piece.token.roles(STAGE)
            self.funds.take_amount(piece.token, value)

    def take_total(self, piece: Piece, value: Token | None, stop: int, end: int) -> int:
        """The total or the grade, with the total score where it stands behind the sum of the weights."""
        self.close()
        tokens = [piece.token, *([bare_points(value)] if (value := without_stop(value)) else [])]
        if stop + 1 < end and set(self.stream[stop].piece.token.roles(COLUMN)) & {"weight", "score"}:
            score = without_stop(self.stream[stop + 1].piece.token)
            if score is not None and is_number(bare_points(score).text):
                tokens.append(bare_points(score))
                stop += 2
        self.made.append(TokenRow(piece.token.place.line_no, tuple(tokens), False))
        return stop

    def take_text(self, at: int) -> None:
        """A text before or behind labels of its row."""
        piece = self.stream[at].piece
        if self.table is None or not piece.text:
            self.made.append(TokenRow(piece.token.place.line_no, (piece.token,), False))
            return
        is_open = "level3" not in self.table.current.cells and not self.table.current.has_values
        if is_open or (piece.begins and self.is_before_column(at) and len(piece.text) <= LONGEST_NAME):
            self.table.take_name(piece.token)
        else:
            self.table.rest.append(piece.token)

    def take_text_row(self, row: TokenRow, at: int, end: int) -> None:
        """A row without labels: the name of an indicator in a table, the value of a label alone above it, or a text."""
        form_type = titled_form_type(row, self.vocabulary)
        if form_type is None and self.table is not None and end - at == 1 and not row.is_kind("side"):
            self.take_text(at)
            return
        if self.table is not None or form_type is not None:
            self.close()
        self.is_titled = form_type is FormType.SELF_EVALUATION or (self.is_titled and form_type is None)
        above = self.made[-1] if self.made else None
        if end - at == 1 and above is not None and self.waits_for_value(above):
            self.made[-1] = TokenRow(above.line_no, (above.first, self.stream[at].piece.token), False)
            return
        self.close_money()
        self.made.append(row if end - at != 1 else heading(row, self.stream[at].piece))

    def waits_for_value(self, above: TokenRow) -> bool:
        """Whether the row above is a label alone whose value stands in the next line."""
        roles = above.first.roles("form")
        return len(above.tokens) == 1 and bool(roles) and not set(roles) & RUNNING_FIELDS and not above.is_tabular

    def close(self) -> None:
        """End the block that is being read."""
        self.close_table()
        self.close_money()

    def close_money(self) -> None:
        """End the money: its rows."""
        self.is_in_money = False
        self.made += self.funds.rows()

    def close_table(self) -> None:
        """End the indicators: their rows."""
        if self.table is None:
            return
        rows = self.table.rows(is_plan=not (self.has_results or self.is_titled))
        self.has_indicators = self.has_indicators or any(is_indicator_header(row) for row in rows)
        self.made += rows
        self.table = None


def heading(row: TokenRow, piece: Piece) -> TokenRow:
    """A row of one text; a numbered heading as a row of cells, which goes on no text above it, and without the marks
    of Markdown."""
    is_heading = piece.numbering in HEADINGS and len(piece.text) <= LONGEST_HEADING and not SENTENCE.search(piece.text)
    if not is_heading and not row.first.text.startswith(MARKS):
        return row
    token = row.first if is_heading else piece.token
    return TokenRow(row.line_no, (token,), is_heading or row.is_tabular, row.width)


def without_stop(token: Token | None) -> Token | None:
    """A value without the full stop that ends its sentence."""
    if token is None or not token.text.endswith(("。", "．")):
        return token
    text = token.text.rstrip("。．")
    place = token.place
    is_own = place.char_end - place.char_start == len(token.text)
    if is_own:
        place = place._replace(char_end=place.char_start + len(text))
    return token._replace(text=text, place=place) if text else None
