"""A document whose columns are lost as one stream of tokens, torn labels joined again.

Input: the TokenRows of a document. Output: StreamTokens in reading order. Stage `parse`. Used where cells stand one to
a line, rows end with the first cell of the next row, or blanks alone part the columns.
"""

import re
from itertools import chain, pairwise
from typing import NamedTuple

from etl.parse.forms.titles import is_title_of_another
from etl.parse.indicators.upper_levels import lowered_tokens
from etl.parse.labels.bare_levels import bare_levels, labelled, with_level2_cut_short
from etl.parse.labels.block_names import named_blocks
from etl.parse.labels.lower_headings import with_lower_headings
from etl.parse.labels.printed_kinds import begins_with_word, is_blank_mark, is_number, is_unit
from etl.parse.labels.repeated_levels import with_repeated_levels
from etl.parse.labels.satisfaction_level import with_lower_satisfaction
from etl.parse.labels.tokens import Token, TokenRow, whole_label, whole_text
from etl.parse.labels.unlisted_labels import unlisted_labels, with_label
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.aligned_rests import with_aligned_rests
from etl.parse.rows.broken_numbers import with_whole_numbers
from etl.parse.rows.cells_with_blanks import with_laid_out_cells, with_whole_cells
from etl.parse.rows.join_broken_names import broken_names, whole_name
from etl.parse.rows.join_torn_headers import joined_headers
from etl.parse.rows.levels_around_rows import with_levels_around_rows
from etl.parse.rows.line_step import line_step
from etl.parse.rows.page_furniture import without_page_marks
from etl.parse.rows.preview_parts import with_parts_joined
from etl.parse.rows.reasons_over_lines import is_value
from etl.parse.rows.repeated_cells import copies_behind_labels
from etl.parse.rows.spaced_tokens import spaced_tokens
from etl.parse.rows.torn_sources import with_whole_sources
from etl.parse.rows.unit_columns import with_unit_columns
from etl.parse.rows.upright_levels import with_upright_levels
from etl.parse.rows.values_over_lines import with_values_over_lines
from etl.parse.rows.values_with_blanks import with_whole_values
from etl.parse.rows.year_tiers import COLUMN, is_year, years_behind_header

MOST_PIECES = 4  # 偏差原 ｜ 因分析 ｜ 及改进 ｜ 措施
MOST_LETTERS = 9  # 年 ｜ 度 ｜ 总 ｜ 体 ｜ 目 ｜ 标: a label set upright, a character or two to a line
LONGEST_LETTER = 2
LONGEST_PIECE = 12
VALUES_OF_A_LETTER = frozenset("无有是否优良中差好高低大小强满全一二三四五六七八九十")
LETTERS_BEFORE = re.compile("[\u4e00-\u9fff“”、（）()]{4,40}")
LOST_BLANK = "?"  # 绩???? 效???? 指???? 标
SEAL = re.compile(r"[(（](?:单位)?(?:盖章|公章|签章)[)）]")


class StreamToken(NamedTuple):
    """A token, whether it begins its line, and whether it is the title of a form or of something else."""

    token: Token
    begins_line: bool
    is_title: bool = False


def stream_tokens(rows: tuple[TokenRow, ...], lines: tuple[str, ...], vocabulary: Vocabulary) -> list[StreamToken]:
    """Every token of the document in reading order; a token alone on its line has no column."""
    stream: list[StreamToken] = []
    spaced = [without_page_marks(spaced_tokens(row, lines, vocabulary)) for row in rows]
    whole = with_parts_joined(with_whole_numbers(with_whole_cells(rows, spaced)), vocabulary)
    cells = with_laid_out_cells(whole, lines)
    values = with_aligned_rests(with_whole_values(cells, lines), lines, vocabulary)
    cut = with_whole_sources(with_values_over_lines(values, lines, vocabulary), vocabulary)
    levelled = with_upright_levels(joined_headers(cut, vocabulary), vocabulary)
    for tokens in with_levels_around_rows(levelled, vocabulary):
        placed = tokens if len(tokens) != 1 else (tokens[0].unplaced(),)
        stream.extend(
            StreamToken(token, order == 0 or is_title(token, vocabulary), is_title_of_another(token, vocabulary))
            for order, token in enumerate(placed)
        )
    bare = dict(bare_levels([item.token for item in stream]))
    stream = [meaning(item, labelled(item.token, bare)) for item in stream] if bare else stream
    joined = with_years_in_columns(join_labels(without_marks_in_headers(stream), vocabulary), vocabulary)
    copies = copies_behind_labels([item.token for item in joined])
    joined = [item for at, item in enumerate(joined) if at not in copies]
    named = named_blocks([item.token for item in joined])
    told = with_unit_columns(with_repeated_levels(with_lower_satisfaction(with_lower_headings(named))))
    named = with_level2_cut_short(lowered_tokens(told, vocabulary), vocabulary)
    told_apart = [meaning(one, token) for one, token in zip(joined, named, strict=True)]
    return with_likely_labels(with_letters_joined(told_apart, line_step(lines)))


def meaning(item: StreamToken, token: Token) -> StreamToken:
    """The item with what its token is found to be; most are what they were."""
    return item if token is item.token else item._replace(token=token)


def without_marks_in_headers(stream: list[StreamToken]) -> list[StreamToken]:
    """The stream without the marks of blank cells between the labels of two goals: 预期目标 ｜ - ｜ 实际完成情况."""
    is_goal = [item.token.is_kind("goal") for item in stream]
    between = {at for at in range(1, len(stream) - 1) if is_goal[at - 1] and is_goal[at + 1]}
    return [item for at, item in enumerate(stream) if at not in between or not is_blank_mark(item.token.text)]


def with_years_in_columns(stream: list[StreamToken], vocabulary: Vocabulary) -> list[StreamToken]:
    """The stream with the years of a header's lower tier in the labels of its columns."""
    tokens = [item.token for item in stream]
    columns: list[StreamToken] = []
    index = 0
    while index < len(tokens):
        heads_years = index > 0 and tokens[index - 1].is_kind(COLUMN) and is_year(tokens[index], vocabulary)
        made, size = years_behind_header(tokens, index, vocabulary) if heads_years else ({}, 0)
        end = len(columns)
        for order in sorted(made, reverse=True):
            at = end - index + order
            columns[at : at + 1] = [columns[at]._replace(token=token) for token in made[order]]
        columns += stream[index : index + (not size)]
        index += size or 1
    return columns


def with_likely_labels(stream: list[StreamToken]) -> list[StreamToken]:
    """The stream with likely labels on tokens whose text nobody listed, and with the names that line ends broke."""
    begins = [item.begins_line for item in stream]
    found = unlisted_labels([item.token for item in stream], begins)
    tokens = [with_label(item.token, found.get(number)) for number, item in enumerate(stream)]
    rests = broken_names(tokens, begins)
    gone = {number for numbers in rests.values() for number in numbers}
    return [
        meaning(item, whole_name(tokens, number, rests)) for number, item in enumerate(stream) if number not in gone
    ]


def with_letters_joined(stream: list[StreamToken], step: int) -> list[StreamToken]:
    """The stream with a letter that begins its line, and is no value, joined to the words above it: alone on its line
    where they are too, or before a value."""
    whole: list[StreamToken] = []
    for number, item in enumerate(stream):
        following = stream[number + 1] if number + 1 < len(stream) else None
        is_alone = item.begins_line and (following is None or following.begins_line)
        is_before_value = item.begins_line and following is not None and is_value(following.token)
        above = whole[-1] if whole and (whole[-1].begins_line or is_before_value) else None
        if above is not None and (is_alone or is_before_value) and is_letter_of(item.token, above.token, step):
            whole[-1] = above._replace(token=whole_text([above.token, item.token]))
        else:
            whole.append(item)
    return whole


def is_letter_of(token: Token, above: Token, step: int) -> bool:
    """Whether a text is a letter that can only be the last one of the words right above it: 建设广场数 ｜ 量."""
    if len(token.text) != 1 or not begins_with_word(token.text) or token.text in VALUES_OF_A_LETTER:
        return False
    if token.labels or above.labels or is_unit(token.text):
        return False
    is_near = token.place.line_no == above.places[-1].line_no + step
    return is_near and LETTERS_BEFORE.fullmatch(above.text) is not None


def is_title(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a piece of a line is a form's title: the form begins there, whatever stands before it in the line."""
    folded = vocabulary.fold(token.text)
    return not token.labels and folded.endswith("表") and any(t.search(folded) for t in vocabulary.titles.values())


def join_labels(stream: list[StreamToken], vocabulary: Vocabulary) -> list[StreamToken]:
    """Labels that were broken over cells or lines (年初 ｜ 预算数) as one token each."""
    joined: list[StreamToken] = []
    index = 0
    while index < len(stream):
        count = joined_count(stream, index, vocabulary)
        joined.append(stream[index] if count == 1 else joined_label(stream[index : index + count], vocabulary))
        index += count
    return joined


def joined_count(stream: list[StreamToken], index: int, vocabulary: Vocabulary) -> int:
    """How many tokens from here make one label; 1 where none do or the first is a whole label before a value."""
    most = piece_count(stream, index, MOST_PIECES, LONGEST_PIECE)
    letters = piece_count(stream, index, MOST_LETTERS, LONGEST_LETTER) if most == MOST_PIECES else most
    for count in chain(range(letters, MOST_PIECES, -1), range(most, 1, -1)):
        pieces = [item.token for item in stream[index : index + count]]
        if is_closed_before_the_end(pieces) or are_two_levels(stream, index, pieces):
            continue
        kinds = {label.kind for label in vocabulary.labels_of("".join(piece.text for piece in pieces))}
        if not kinds:
            continue
        # 年度 ｜ 指标值 is one label though both pieces are labels; 年度总体目标 ｜ 完成情况 are two goals side by
        # side; (万元) behind them is no word
        words = [piece for piece in pieces if not is_bracket(piece)]
        if len(words) == 1 or not all(piece.labels for piece in words):
            return count
        is_of_header = index and goes_on(stream[index - 1].token, pieces[0])
        if not pieces[0].is_kind(*kinds) and not is_of_header:
            return count
    return 1


def piece_count(stream: list[StreamToken], index: int, most: int, longest: int) -> int:
    """How many tokens from here on can be pieces of one label, each of at most so many characters."""
    for count, item in enumerate(stream[index : index + most]):
        text = item.token.text.replace(LOST_BLANK, "")
        if len(text) > longest or is_number(text) or (is_blank_mark(text) and not is_seal(stream, index, count)):
            return count
    return min(most, len(stream) - index)


def is_seal(stream: list[StreamToken], index: int, count: int) -> bool:
    """Whether a piece is the bracket about seals that a blank parted from its label: 实施单位 ｜ (盖章)."""
    first, piece = stream[index].token, stream[index + count].token
    is_name = not {"unit", "department"}.isdisjoint(first.roles("form")) and count == 1
    return is_name and SEAL.fullmatch(piece.text) is not None and first.place.line_no == piece.place.line_no


def is_bracket(piece: Token) -> bool:
    """Whether a piece is all in brackets."""
    return piece.text.startswith(("(", "（")) and piece.text.endswith((")", "）"))


def is_closed_before_the_end(pieces: list[Token]) -> bool:
    """Whether a bracket closes one label before another begins: 执行率(B/A) ｜ 得分."""
    return any(a.text.endswith((")", "）")) and not b.text.startswith(("(", "（")) for a, b in pairwise(pieces))


def are_two_levels(stream: list[StreamToken], index: int, pieces: list[Token]) -> bool:
    """Whether the pieces are a level-1 and a level-2 name side by side, though they make another name: 产出 ｜ 数量.

    Behind a level-1 name they are one name of level 2: 产出 ｜ 产出 ｜ 数量.
    """
    is_behind_level1 = index > 0 and stream[index - 1].token.is_kind("level1")
    return not is_behind_level1 and pieces[0].is_kind("level1") and pieces[1].is_kind("level2")


def goes_on(before: Token, token: Token) -> bool:
    """Whether a label is the next column of the header that the label before it is in."""
    columns = ("fund_column", "indicator_column")
    return any(before.is_kind(kind) and token.is_kind(kind) for kind in columns)


def joined_label(items: list[StreamToken], vocabulary: Vocabulary) -> StreamToken:
    """One token for a broken label, at the place of its first piece."""
    return StreamToken(whole_label([item.token for item in items], vocabulary), items[0].begins_line)
