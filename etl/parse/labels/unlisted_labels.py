"""Labels that nobody listed, found where labels stand: beside known columns of a header, before the amounts of the
money block, in the head of a form.

Input: the tokens of a document in printed order. Output: the same tokens, some with a likely label more. Stage `parse`.
A role that a listed label of the same header or head has is never given again, nor one that two unlisted texts could
have: what is not certain stays without a label and is reported as not read.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.label_patterns import EARLIER, LIKELY_RANK, LabelPatterns, load_patterns
from etl.parse.labels.labelled_years import in_their_year, year_above
from etl.parse.labels.printed_kinds import has_operator, is_blank_mark, is_money, is_number
from etl.parse.labels.roles import AMOUNTS, LEVELS, NAMED_FIELDS, NAMES, NOT_READ
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary

LABEL_NOT_LISTED = "label_not_listed"  # the code of the finding: such a label was read
FEWEST_ROLES, FEWEST_LISTED = 3, 2
FEWEST_GRADES = 3
MOST_UNKNOWN = 2  # texts in a row that no pattern tells, inside a header
HEAD_REACH = 400  # tokens from the first label of a form to its indicators
LONGEST_HEADING = 12
HEAD_ROLES = frozenset((*NAMED_FIELDS, "project_code"))
COLUMN, FUND = "indicator_column", "fund_column"


@dataclass(frozen=True, slots=True)
class Run:
    """The tokens of a header, from `first` up to `end`, and the labels that it gives its unlisted ones."""

    first: int
    end: int
    labels: dict[int, Label]


def with_unlisted_labels(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows with likely labels on tokens that have none."""
    tokens = [token for row in rows for token in row.tokens]
    begins = [order == 0 for row in rows for order in range(len(row.tokens))]
    found = unlisted_labels(tokens, begins)
    if not found:
        return rows
    labelled: list[TokenRow] = []
    at = 0
    for row in rows:
        end = at + len(row.tokens)
        if found.keys().isdisjoint(range(at, end)):
            labelled.append(row)
        else:
            tokens_here = tuple(with_label(token, found.get(at + order)) for order, token in enumerate(row.tokens))
            labelled.append(row.with_tokens(tokens_here))
        at = end
    return tuple(labelled)


def with_label(token: Token, label: Label | None) -> Token:
    """The token with one label more."""
    return token if label is None else token._replace(labels=Labels((*token.labels, label)))


def unlisted_labels(tokens: Sequence[Token], begins: Sequence[bool]) -> dict[int, Label]:
    """The likely labels of tokens by their number; `begins` tells which tokens begin a row."""
    finder = UnlistedLabels(tokens, begins, load_patterns())
    headers = finder.headers(COLUMN)
    if not headers:
        return {}
    inside = {number for run in headers for number in range(run.first, run.end)}
    funds = [run for run in finder.headers(FUND) if run.first not in inside]
    found = {number: label for run in (*funds, *headers) for number, label in run.labels.items()}
    below = 0
    for run in headers:
        first = max(below, run.first - HEAD_REACH)
        found |= finder.head_labels(first, run.first, [fund for fund in funds if first <= fund.first < run.first])
        below = run.end
    return found | finder.total_labels()


class UnlistedLabels:
    """Looks through one document."""

    def __init__(self, tokens: Sequence[Token], begins: Sequence[bool], patterns: LabelPatterns) -> None:
        self.tokens = tokens
        self.begins = [*begins, True]
        self.labelled = [number for number, token in enumerate(tokens) if token.labels]
        self.patterns = patterns

    def is_lone(self, number: int) -> bool:
        """Whether a token is the only one of its row."""
        return self.begins[number] and self.begins[number + 1]

    def is_beside(self, number: int) -> bool:
        """Whether a token stands beside the one before it: in its row, or below it where each row is one cell."""
        return not self.begins[number] or (self.is_lone(number) and self.is_lone(number - 1))

    def likely(self, number: int, kind: str) -> Label | None:
        """The likely label of a token that is a short text and no listed label of this kind, nor the name of a block or
        of a level: 项目完成 is no 实际完成值."""
        token = self.tokens[number]
        return None if token.is_kind(kind, "side", *LEVELS) else self.patterns.likely_label[kind](token.text)

    def headers(self, kind: str) -> list[Run]:
        """Every header of this kind that lists some of its columns; a run that is no header is not looked at again."""
        runs: list[Run] = []
        end = 0
        for number in self.labelled:
            if number >= end and kind in self.tokens[number].labels.kinds:
                first, end = self.columns_around(number, kind)
                if (run := self.run_of(first, end, kind)) is not None:
                    runs.append(run)
        return runs

    def columns_around(self, number: int, kind: str) -> tuple[int, int]:
        """The run of columns that a listed one is part of: its first token, and the one after it."""
        first, end = number, number + 1
        while first > 0 and self.is_beside(first):
            if not self.is_column(first - 1, kind):
                break
            first -= 1
        is_begun = kind == FUND or self.has_level(first, end)
        while end < len(self.tokens) and self.is_beside(end):
            unknown = 0
            while is_begun and unknown <= MOST_UNKNOWN and self.is_unknown(end + unknown, kind):
                unknown += 1
            if end + unknown >= len(self.tokens) or not self.is_column(end + unknown, kind):
                break
            if not all(self.is_beside(at) for at in range(end, end + unknown + 1)):
                break
            end += unknown + 1
            is_begun = is_begun or self.has_level(end - 1, end)
        return first, end

    def has_level(self, first: int, end: int) -> bool:
        """Whether a run names a level of the indicators: goals have labels that are columns too."""
        return any(not set(NAMES).isdisjoint(self.tokens[number].roles(COLUMN)) for number in range(first, end))

    def is_column(self, number: int, kind: str) -> bool:
        """Whether a token is a listed column of this kind or most likely one."""
        return self.tokens[number].is_kind(kind) or self.likely(number, kind) is not None

    def is_unknown(self, number: int, kind: str) -> bool:
        """Whether a token is a short text that could head a column and tells nothing."""
        if number >= len(self.tokens) or self.tokens[number].labels or self.is_column(number, kind):
            return False
        text = self.tokens[number].text
        return len(text) <= LONGEST_HEADING and not (is_number(text) or is_blank_mark(text) or has_operator(text))

    def run_of(self, first: int, end: int, kind: str) -> Run | None:
        """A run of columns as a header: enough roles, enough of them listed, the roles that such a header needs."""
        numbers = range(first, end)
        listed = [set(self.tokens[number].roles(kind)) for number in numbers]
        roles = {role for found in listed for role in found}
        likely = {number: label for number in numbers if (label := self.likely(number, kind)) is not None}
        texts = {number: self.tokens[number].text for number in likely}
        likely = in_their_year(likely, texts, roles, kind, lambda: year_above(self.tokens, self.begins, min(likely)))
        given = Counter(label.role for label in likely.values())
        labels = {
            number: label
            for number, label in likely.items()
            if label.role in (EARLIER[kind], NOT_READ) or (label.role not in roles and given[label.role] == 1)
        }
        roles |= {label.role for label in labels.values()}
        if sum(map(bool, listed)) < FEWEST_LISTED or len(roles) < FEWEST_ROLES:
            return None
        is_header = not roles.isdisjoint(NAMES if kind == COLUMN else AMOUNTS)
        if is_header and NOT_READ in roles:
            grades = self.grades_behind(end)
            labels |= {number: Label(kind, NOT_READ) for number in grades}
            end += len(grades)
        return Run(first, end, labels) if is_header else None

    def grades_behind(self, end: int) -> range:
        """The grades right behind a header that split its column of standards: 评价标准 above 优 ｜ 良 ｜ 中 ｜ 差."""
        grades = self.patterns.vocabulary.grades
        last = end
        while last < len(self.tokens) and self.tokens[last].text in grades:
            last += 1
        return range(end, last if last - end >= FEWEST_GRADES else end)

    def head_labels(self, first: int, end: int, funds: Sequence[Run]) -> dict[int, Label]:
        """The likely labels of a form's head: its fields and goals, and the sources of its money."""
        headers = {number for run in funds for number in range(run.first, run.end)}
        labelled = self.labelled_between(first, end) if first else []
        last_form = next((number for number in labelled if self.ends_form(number)), first - 1)
        found: dict[int, Label] = {}
        for number in range(last_form + 1, end):
            if self.tokens[number].labels or number in headers:
                continue
            label = self.source(number, end) or self.patterns.likely_in_head(self.tokens[number].text)
            if label is not None and (label.kind != "form" or label.role in HEAD_ROLES):
                found[number] = label
        listed = {role for n in self.labelled_between(last_form + 1, end) for role in self.tokens[n].roles("form")}
        found = {number: label for number, label in found.items() if label.role not in listed}
        names = [number for number, label in found.items() if label.role == "project_name"]
        if "project_name" in listed:
            return found
        if len(names) > 1 or any(self.names_department(number) for number in range(last_form + 1, end)):
            return {number: label for number, label in found.items() if label.role != "project_name"}
        return found

    def labelled_between(self, first: int, end: int) -> list[int]:
        """The tokens of a stretch that have a label."""
        return self.labelled[bisect_left(self.labelled, first) : bisect_left(self.labelled, end)]

    def names_department(self, number: int) -> bool:
        """Whether a token is a label that only the form of a whole department prints."""
        return self.patterns.vocabulary.names_department(self.tokens[number].text)

    def ends_form(self, number: int) -> bool:
        """Whether a token ends the indicators of the form before: its total, with a number."""
        return self.tokens[number].is_kind("total") and is_number(self.next_text(number) or "")

    def next_text(self, number: int) -> str | None:
        """The text beside a token."""
        following = number + 1
        is_there = following < len(self.tokens) and self.is_beside(following)
        return self.tokens[following].text if is_there else None

    def source(self, number: int, end: int) -> Label | None:
        """The source of money that a text before an amount most likely is."""
        beside = self.tokens[number + 1].text if number + 1 < end else ""
        if not (is_number(beside) or is_money(beside)) or not self.is_beside(number + 1):
            return None
        return self.likely(number, "fund_row")

    def total_labels(self) -> dict[int, Label]:
        """Likely labels of totals before their number, and of grades before their word."""
        grades = self.patterns.vocabulary.grades
        found: dict[int, Label] = {}
        texts = [token.text for token in self.tokens]
        numbers = list(map(is_number, texts))
        for number, beside in enumerate(texts[1:]):
            may_label = not numbers[number] and (numbers[number + 1] or beside in grades)
            if not may_label or self.tokens[number].labels:
                continue
            label = self.likely(number, "total")
            if label is not None and (label.role == "grade") == (beside in grades):
                found[number] = label
        return found


def report_likely_labels(sheet: FormSheet, vocabulary: Vocabulary) -> None:
    """Name every label that was read by its words, and as which listed one."""
    for row in sheet.rows:
        for token in (token for token in row.tokens if token.labels) if row.kinds else ():
            likely = [label for label in token.labels if label.rank == LIKELY_RANK]
            if likely and token.place in sheet.claimed:
                word = listed_word(likely[0], vocabulary)
                message = f"栏目“{token.text}”不在词表中，按字面和位置读作“{word}”。"
                sheet.report(LABEL_NOT_LISTED, "低", message, token)


def listed_word(label: Label, vocabulary: Vocabulary) -> str:
    """The first listed word of a label's role."""
    listed = ((word, known) for word, labels in vocabulary.labels.items() for known in labels)
    return next(word for word, known in listed if known == label and known.rank == 0)
