"""Cells of a grid with the labels they may be; a cell `label：value` becomes two tokens.

Input: a CellGrid and the Vocabulary. Output: TokenRows, the only thing the block readers of this stage look at.
Stage `parse`.
"""

import re

from etl.parse.labels.money_words import named_money_unit
from etl.parse.labels.printed_kinds import is_blank_mark, is_money, is_number
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import NO_LABELS, Vocabulary
from etl.records import Cell, CellGrid, FormType, Place, Row

SHORTEST_REPEATED_TITLE = 6
FEWEST_REPEATS = 3  # a text printed twice may be a goal and what came of it
LABELS_OF_A_HEADER = 2
TABLE_NUMBER = re.compile(r"(?<=\S)\s{1,9}公开\d{1,2}表$")  # behind a unit's name in the line above a list
NUMBER_IN_LIST = re.compile("[一二三四五六七八九]、")
BLANK = " "  # the only white space inside a cell's text
TITLE_WORD = "表"
TITLE_BEFORE_LABEL = re.compile(r"([^:：\s]{4,40}?表(?:[(（][^()（）]{1,20}[)）])?)(?=[^\s)）])")
LONGEST_VALUE, FEWEST_BLANKS = 40, 5
LABEL_END = re.compile(r"[:：\s]")


def tokenise(grid: CellGrid, vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """Every row of the grid as tokens."""
    return tuple(tokenise_row(row, grid.lines, vocabulary) for row in grid.rows)


def tokenise_row(row: Row, lines: tuple[str, ...], vocabulary: Vocabulary) -> TokenRow:
    """One row's non-blank cells as tokens, labelled values split off their labels."""
    tokens: list[Token] = []
    labels_of, make = vocabulary.labels_of, tuple.__new__  # half the time of the named tuple's own constructor
    cells = row.cells
    if not row.is_tabular and any(TITLE_WORD in cell.text for cell in cells):
        cells = tuple(part for cell in cells for part in cut_at_title(cell, vocabulary))
    for cell in cells:
        text = cell.text
        if not text:
            continue
        if row.is_tabular and BLANK in text and (pair := source_and_amount(cell, lines, vocabulary)):
            tokens += pair
        elif (labels := labels_of(text)) or not (":" in text or "：" in text):
            place = cell.place
            tokens.append(make(Token, (text, place, place.column_no, labels, cell.further_places)))
        else:
            tokens += labelled_values(cell, lines[cell.place.line_no - 1], row.is_tabular, vocabulary)
    if len(tokens) >= FEWEST_REPEATS and is_one_title(tokens):
        tokens = tokens[:1]  # a merged row, saved with its text in every cell
    last = row.cells[-1] if row.is_tabular and row.cells else None
    width = last.place.column_no + last.column_span - 1 if last else 0
    return TokenRow(row.line_no, tuple(without_idle_marks(tokens)), row.is_tabular, width)


def cut_at_title(cell: Cell, vocabulary: Vocabulary) -> tuple[Cell, ...]:
    """A running line, parted where a form's title stands right before a label: …自评表（2023年度）项目名称：养护."""
    found = TITLE_BEFORE_LABEL.match(cell.text)
    if found is None or cell.further_places or len(cell.text) != cell.place.char_end - cell.place.char_start:
        return (cell,)
    title, rest = found.group(1), cell.text[found.end() :]
    label = LABEL_END.split(rest, maxsplit=1)[0]
    is_title = any(vocabulary.titles[kind].search(vocabulary.fold(title)) for kind in FormType)
    is_parted = len(rest) <= LONGEST_VALUE or rest.count(BLANK) >= FEWEST_BLANKS  # else nothing ends the value
    if not is_title or not is_parted or not any(known.kind == "form" for known in vocabulary.labels_of(label)):
        return (cell,)
    border = cell.place.char_start + found.end()
    return (
        cell._replace(text=title, place=cell.place._replace(char_end=border)),
        cell._replace(text=rest, place=cell.place._replace(char_start=border)),
    )


def is_one_title(tokens: list[Token]) -> bool:
    """Whether tokens all print the same text, and one long enough for a title."""
    text = tokens[0].text
    is_title = len(text) >= SHORTEST_REPEATED_TITLE and text == tokens[-1].text
    return is_title and all(token.text == text for token in tokens)


def without_idle_marks(tokens: list[Token]) -> list[Token]:
    """The tokens without marks that only fill blank cells: those before any text, and those between labels alone."""
    if len(tokens) < LABELS_OF_A_HEADER:
        return tokens
    if is_blank_mark(tokens[0].text):
        tokens = tokens[next((order for order, token in enumerate(tokens) if not is_blank_mark(token.text)), 0) :]
    elif not tokens[0].labels:
        return tokens
    for token in reversed(tokens):  # most rows end with a value
        if not token.labels and not is_blank_mark(token.text):
            return tokens
    labels = [token for token in tokens if not is_blank_mark(token.text)]
    return labels if len(labels) >= LABELS_OF_A_HEADER else tokens


def labelled_values(cell: Cell, line: str, is_tabular: bool, vocabulary: Vocabulary) -> list[Token]:
    """A cell with a colon as one token, or as label and value tokens where it prints `label：value`."""
    text, place, column = cell.text, cell.place, cell.place.column_no
    found = list(vocabulary.inline_label.finditer(text.translate(vocabulary.look_alikes)))  # one character for one
    if is_tabular and found and found[0].start() != 0:
        found = [match for match in found if is_money_unit(match, text, vocabulary)]
    if not found and (pairs := vocabulary.money_pairs(text)):
        return labelled_numbers(cell, line, pairs, vocabulary)
    if not found:
        return [Token(text, place, column, NO_LABELS, cell.further_places)]
    tokens = []
    lead = text[: found[0].start()].strip()
    if lead and not NUMBER_IN_LIST.fullmatch(lead):
        tokens.append(Token(lead, part_place(cell, line, lead, 0), column))
    for match, following in zip(found, [*found[1:], None], strict=True):
        label, end = text[slice(*match.span(1))], following.start() if following else len(text)
        value = text[match.end() : end].strip()
        tokens.append(Token(label, part_place(cell, line, label, match.start()), column, vocabulary.labels_of(label)))
        if value and (number := TABLE_NUMBER.search(value)):
            rest = number.group().strip()
            tokens.append(Token(rest, part_place(cell, line, rest, match.end()), column))
            value = value[: number.start()]
            tokens.insert(-1, Token(value, part_place(cell, line, value, match.end()), column))
        elif value:
            tokens.append(Token(value, part_place(cell, line, value, match.end()), column))
    return tokens


def labelled_numbers(cell: Cell, line: str, pairs: list[re.Match[str]], vocabulary: Vocabulary) -> list[Token]:
    """Labels of the money block and their numbers, where the cell is nothing else: 全年预算数：82 执行率：100%."""
    column = cell.place.column_no
    tokens = []
    for pair in pairs:
        label, number = pair.group("label"), pair.group("number")
        label_place = part_place(cell, line, label, pair.start())
        tokens.append(Token(label, label_place, column, vocabulary.labels_of(label)))
        tokens.append(Token(number, part_place(cell, line, number, pair.start("number")), column))
    return tokens


def source_and_amount(cell: Cell, lines: tuple[str, ...], vocabulary: Vocabulary) -> list[Token]:
    """A source of money and its amount where a cell holds both and a blank parts them: 其中:财政拨款 203."""
    label, _, amount = cell.text.rpartition(BLANK)
    labels = vocabulary.labels_of(label) if label and (is_number(amount) or is_money(amount)) else NO_LABELS
    if "fund_row" not in labels.kinds:
        return []
    line, column = lines[cell.place.line_no - 1], cell.place.column_no
    place = part_place(cell, line, amount, len(label))
    return [Token(label, part_place(cell, line, label, 0), column, labels), Token(amount, place, column)]


def is_money_unit(label: re.Match[str], text: str, vocabulary: Vocabulary) -> bool:
    """Whether 单位：万元 ends a cell that says something else before it: （2024年度） 单位：万元."""
    is_unit = any(found.role == "money_unit" for found in vocabulary.labels_of(label.group(1)))
    return is_unit and named_money_unit(text[label.end() :]) is not None


def part_place(cell: Cell, line: str, part: str, offset: int) -> Place:
    """Where a part of a cell stands in the line; the whole cell where collapsed white space hides its position."""
    start = line.find(part, cell.place.char_start + offset if offset else cell.place.char_start)
    if start < 0 or start + len(part) > cell.place.char_end:
        return cell.place
    return cell.place._replace(char_start=start, char_end=start + len(part))
