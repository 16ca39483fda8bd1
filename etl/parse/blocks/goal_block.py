"""The goals of a form where their labels head columns: 预期目标 beside 实际完成情况, or 项目总目标 beside 年度总体目标.

Input: the rows from the header of the goals on. Output: fields goal, completion and overall_goal. Stage `parse`.
"""

import re
from itertools import pairwise

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.unit_of_form import note_money_unit
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import is_blank_mark, is_number, is_percent, is_request, is_unit
from etl.parse.labels.roles import NOT_READ
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.records import Section

FIRST_OF_A_LIST = re.compile(r"(?:(?:目标|任务)\s{0,4})?(?:[1１][.、．:：)）完]|[一][、:：.]|[(（][1一][)）]|①)(?!\d)")
LATER_OF_A_LIST = re.compile(
    r"(?:(?:目标|任务)\s{0,4})?(?:[2-9][.、．:：)）完]|[二三四五六七八九][、:：.]|[(（][2-9二三四五六七八九][)）]|[②③④⑤⑥⑦⑧⑨])"
)
FILLING = re.compile(r"[.。…·．]{2,}")  # dots that fill a cell
NUMBERED_GOAL = re.compile(r"(?:目标|任务)?\s{0,4}([1-9][0-9]?)\s{0,2}[.、．:：)）]")
HOLDS_INDICATORS = "目标栏下面连着指标的各级名称和数值，分不清目标到哪里为止，未采用，原文保留。"
TORN_BY_PAGE = "目标与完成情况在换页处都没有写完，分不清这段文字接哪一处，未采用，原文保留。"
SENTENCE_ENDS = ("。", "；", ";", ".", "！")
GOAL_OF_TERM = "overall_goal"
YEAR_IN_LABEL = re.compile(r"年|阶段")
RESULTS = ("actual", "score")
UNIT_SIZES = (1, 2)  # letters of a unit that a text may begin with
ENDING_KINDS = ("indicator_column", "fund_column", "total", "sub_project_column", "fund_row")


def is_goal_header(row: TokenRow) -> bool:
    """Whether the row holds nothing but labels, one of them a goal that is not merely the name of the block."""
    return all(token.labels for token in row.tokens) and bool(goal_columns(row)) and row.is_tabular


def goal_columns(row: TokenRow) -> list[tuple[str, Token]]:
    """The goal columns of a header; of two labels for one goal, the one that may name the block is not a column,
    nor is the first of two alike: 年度目标完成情况 ｜ 预期目标 ｜ 实际完成目标."""
    before = (None, *(token.text for token in row.tokens))
    once = [token for token, text in zip(row.tokens, before, strict=False) if token.text != text]  # merged, saved twice
    found = [(token.roles("goal")[0], token) for token in once if token.is_kind("goal")]
    plain = {role for role, token in found if not token.is_kind("side")}
    named = [(role, token) for role, token in found if role not in plain or not token.is_kind("side")]
    last = dict(named)
    return [(role, token) for role, token in named if last[role] is token]


def is_of_year(label: str) -> bool:
    """Whether a goal's label says that it is the year's: 年度目标, 阶段性目标."""
    return YEAR_IN_LABEL.search(label) is not None


def may_be_of_term(label: str) -> bool:
    """Whether a goal's label is of the whole term where that of the year stands beside it: 总体目标."""
    vocabulary = load_vocabulary()
    return vocabulary.fold(label) in vocabulary.term_goals["beside"]


def with_goal_of_term(sheet: FormSheet, index: int, columns: list[tuple[str, Token]]) -> list[tuple[str, Token]]:
    """The columns with 总体目标 right before the year's goal, where the row below has a text for each of the two.

    Where texts stand in no columns and nothing else names the block, 总体目标 may be its name: the columns stay.
    """
    header, below = sheet.rows[index], sheet.rows[index + 1 : index + 2]
    if len(columns) != 1 or columns[0][0] != "goal" or not is_of_year(columns[0][1].text) or not below:
        return columns
    order = header.tokens.index(columns[0][1])
    term = header.tokens[order - 1] if order else None
    if term is None or not may_be_of_term(term.text):
        return columns
    texts = [token for token in below[0].tokens if not token.labels and not is_blank_mark(token.text)]
    heads = [term, columns[0][1]]
    is_below = [token.column for token in texts] == [token.column for token in heads] and not sheet.is_stream
    return [(GOAL_OF_TERM, term), *columns] if len(texts) == len(heads) and (is_below or order > 1) else columns


def read_goal_block(sheet: FormSheet, index: int) -> int:
    """Read the header and the texts below it; returns the index of the first row after the block."""
    header = sheet.rows[index]
    columns = with_goal_of_term(sheet, index, goal_columns(header))
    sheet.claim(*header.tokens)
    note_money_unit(sheet, header.tokens)
    index += 1
    texts: dict[str, list[Token]] = {}
    if sheet.is_stream:
        index = read_unplaced_goals(sheet, index, columns, texts)
    while index < len(sheet.rows) and not ends_goals(sheet.rows[index]):
        read_goal_row(sheet, sheet.rows[index], columns, texts)
        index += 1
    for role, tokens in texts.items():
        if role == NOT_READ or all(is_request(token.text) for token in tokens):
            sheet.claim(*tokens)
        elif len(tokens) > 1 and all(is_number(token.text) or is_percent(token.text) for token in tokens):
            sheet.report("goal_undecided", "中", "目标栏里只有数字，可能属于别的栏目，未采用，原文保留。", tokens[0])
        elif sum(token.is_kind("level2") for token in tokens) > 1:
            sheet.report("goal_undecided", "中", HOLDS_INDICATORS, tokens[0])
        elif sheet.has(role):
            sheet.report("field_printed_twice", "低", "总体目标印了两处，采用先印的一处。", tokens[0])
        else:
            sheet.add(Section.FORM, None, role, tokens)
    return index


def read_goal_row(
    sheet: FormSheet, row: TokenRow, columns: list[tuple[str, Token]], texts: dict[str, list[Token]]
) -> None:
    """One row of texts below the header: as many texts as goals stand in order, fewer below their columns."""
    labels = [token for token in row.tokens if token.is_kind("side", "form", "goal") or is_blank_mark(token.text)]
    sheet.claim(*labels)
    printed = [token for token in row.tokens if token not in labels]
    left = row.first.column if row.first in labels else 0
    moved = int(UNPLACED < left == columns[0][1].column)  # by the block's name, whose cell the row of labels lost
    for order, token in enumerate(printed):
        is_left_of_all = token.column < columns[0][1].column - moved
        torn = [role for role, known in texts.items() if not known[-1].text.endswith(SENTENCE_ENDS)]
        if len(printed) == 1 and len(texts) > 1 and is_left_of_all and torn:
            take_rest_of_torn_cell(sheet, token, torn, texts)
            continue
        role = columns[order][0] if len(printed) == len(columns) else column_above(token, columns, moved)
        if any(known.text == token.text for known in texts.get(role, ())):
            sheet.claim(token)  # a merged cell, saved with its text in every cell
        else:
            texts.setdefault(role, []).append(token)


def take_rest_of_torn_cell(sheet: FormSheet, token: Token, torn: list[str], texts: dict[str, list[Token]]) -> None:
    """The rest of a text that the end of a page tore, in the first cell of the next page: of the only text that stops
    within a sentence; where several do, none of them is known whole."""
    if len(torn) == 1:
        texts[torn[0]].append(token)
        return
    sheet.report("goal_undecided", "中", TORN_BY_PAGE, token)
    for role in torn:
        del texts[role]


def read_unplaced_goals(
    sheet: FormSheet, index: int, columns: list[tuple[str, Token]], texts: dict[str, list[Token]]
) -> int:
    """Texts without columns, taken in order where there are as many texts as goals; otherwise nothing is guessed."""
    if index >= len(sheet.rows) or ends_goals(sheet.rows[index]):
        return index
    printed = [token for token in sheet.rows[index].tokens if not is_blank_mark(token.text) or is_request(token.text)]
    tokens = with_numbers_inside(printed)
    lines = [
        [token for token in tokens if token.place.line_no == no] for no in sorted({t.place.line_no for t in tokens})
    ]
    named = [role for role, _ in columns if role != NOT_READ]
    if len(named) < len(columns) and lines and all(len(line) in (len(named), len(columns)) for line in lines):
        for line in lines:
            for role, token in zip(
                [role for role, _ in columns] if len(line) > len(named) else named, line, strict=True
            ):
                texts.setdefault(role, []).append(token)
        return index + 1
    groups = grouped_texts(tokens, lines, len(columns))
    if not groups and tokens and is_number(tokens[0].text):  # the block's points stand beside its header
        groups = grouped_texts(tokens[1:], lines[1:], len(columns))
    if len(tokens) == 1 and {role for role, _ in columns} == {"goal", "completion"} and not prints_results(sheet):
        texts["goal"] = tokens
    elif groups:
        sheet.claim(*(token for token in tokens if FILLING.fullmatch(token.text)))
        for (role, _), group in zip(columns, groups, strict=True):
            texts[role] = group
    elif tokens:
        sheet.report("goal_undecided", "中", "目标与完成情况的文字分不出归属，未采用，原文保留。", tokens[0])
    return index + 1


def with_numbers_inside(tokens: list[Token]) -> list[Token]:
    """The pieces of a line with a number and its unit in the text around them: 修复古籍 ｜ 120 ｜ 册，… is one text."""
    whole: list[Token] = []
    for order, token in enumerate(tokens):
        counts = [tokens[order - 1 : order + 1], tokens[order : order + 2]]
        is_inside = order > 0 and any(len(pair) == len(counts) and is_counted(*pair) for pair in counts)
        if is_inside and whole[-1].place.line_no == token.place.line_no:
            whole[-1] = whole[-1]._replace(
                text=f"{whole[-1].text} {token.text}",
                further_places=(*whole[-1].further_places, *token.places),
            )
        else:
            whole.append(token)
    return whole


def is_counted(number: Token, token: Token) -> bool:
    """Whether a text begins with the unit of the number before it: 册，供读者阅览."""
    is_text = is_number(number.text) and number.place.line_no == token.place.line_no
    return is_text and any(is_unit(token.text[:size]) for size in UNIT_SIZES)


def prints_results(sheet: FormSheet) -> bool:
    """Whether the form's indicators have a column for what was achieved: a declaration leaves 完成情况 blank."""
    roles = {role for row in sheet.rows for role in row.roles("indicator_column")}
    return "level3" not in roles or not roles.isdisjoint(RESULTS)


def grouped_texts(tokens: list[Token], lines: list[list[Token]], count: int) -> list[list[Token]]:
    """The pieces of so many texts: one each, those that a numbering begun anew parts, or one a line; else nothing."""
    if len(tokens) == count:
        return [[token] for token in tokens]
    if (alike := repeated_texts(tokens, count)) or (alike := parted_by_dots(tokens, count)):
        return alike
    if dealt := dealt_in_turn(tokens, count):
        return dealt
    starts = [order for order, token in enumerate(tokens) if FIRST_OF_A_LIST.match(token.text)]
    if starts == list(range(count)) and len(lines[0]) == count:
        return side_by_side(lines, count)
    if len(starts) == count and starts[0] == 0:
        return [tokens[start:end] for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]
    if len(lines) != count or any(map(may_hold_a_border, lines)) or any(map(is_torn, lines[:-1])):
        return []
    if len({len(line) for line in lines}) > 1 and any(may_stand_side_by_side(line, count) for line in lines):
        return []
    return lines


def repeated_texts(tokens: list[Token], count: int) -> list[list[Token]]:
    """The pieces of so many texts that are one and the same, piece by piece; nothing where they are not."""
    size = len(tokens) // count
    groups = [tokens[start : start + size] for start in range(0, len(tokens), size or 1)]
    texts = {tuple(token.text for token in group) for group in groups}
    return groups if size and len(groups) == count and len(texts) == 1 else []


def parted_by_dots(tokens: list[Token], count: int) -> list[list[Token]]:
    """The pieces of so many texts where dots fill the rest of a cell behind each but the last; else nothing."""
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if not FILLING.fullmatch(token.text):
            groups[-1].append(token)
        elif groups[-1]:
            groups.append([])
    filled = [group for group in groups if group]
    return filled if len(filled) == count else []


def dealt_in_turn(tokens: list[Token], count: int) -> list[list[Token]]:
    """The texts whose pieces stand side by side, number by number: 目标1, 目标1, 目标2, 目标2; else nothing."""
    found = [NUMBERED_GOAL.match(token.text) for token in tokens]
    numbers = [int(number[1]) for number in found if number]
    wanted = [order // count + 1 for order in range(len(tokens))]
    if count < 2 or len(tokens) < 2 * count or len(tokens) % count or numbers != wanted:
        return []
    return [tokens[first::count] for first in range(count)]


def side_by_side(lines: list[list[Token]], count: int) -> list[list[Token]]:
    """The texts of columns beside each other, line by line; nothing where a line prints fewer: of which it does not
    say."""
    if any(len(line) != count for line in lines):
        return []
    return [list(column) for column in zip(*lines, strict=True)]


def may_stand_side_by_side(line: list[Token], count: int) -> bool:
    """Whether a line may hold a piece of each text: as many as these, none of which a comma joins to the next."""
    return len(line) == count and not any(token.text.endswith(("，", ",", "、")) for token in line[:-1])


def may_hold_a_border(line: list[Token]) -> bool:
    """Whether one text may end and the next begin inside a line, or a line goes on a text of the line before."""
    if line[0].text.startswith(("，", ",", "、", "。", "；")):
        return True
    inside = pairwise(line)
    return any(a.text.endswith(("。", ".")) and not LATER_OF_A_LIST.match(b.text) for a, b in inside)


def is_torn(line: list[Token]) -> bool:
    """Whether a line of several pieces stops within a sentence: then it may hold the beginning of the next text."""
    return len(line) > 1 and not line[-1].text.endswith(SENTENCE_ENDS)


def ends_goals(row: TokenRow) -> bool:
    """Whether a row begins something else: another block, a field with its value, or a line of running text."""
    if not row.is_tabular or row.is_kind(*ENDING_KINDS):
        return True
    return any(token.is_kind("form") and "fiscal_year" not in token.roles("form") for token in row.tokens)


def column_above(token: Token, columns: list[tuple[str, Token]], moved: int = 0) -> str:
    """The goal whose header stands above the token, `moved` so many columns to the right, or nearest to its left."""
    at_or_left = [(role, head) for role, head in columns if head.column <= token.column - moved]
    return at_or_left[-1][0] if at_or_left else columns[0][0]
