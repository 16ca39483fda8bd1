"""Lists in a stream, whose lines hold no rows: numbered lists beside a form, and lists of projects, which are no form.

Input: StreamTokens and a place among them. Output: how many tokens a list takes, and its rows. Stage `parse`. 项目名称
heads a column of a list where the labels of other columns follow it up to those of the indicators, and no value.
"""

from collections.abc import Sequence

from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.tokens import Token, TokenRow, made_row
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.label_runs import LabelStream
from etl.parse.rows.stream_tokens import StreamToken

COLUMN_KINDS = ("form", "goal", "fund_column", "fund_row", "indicator_column", "side")


def list_size(stream: LabelStream, index: int, vocabulary: Vocabulary) -> int:
    """The size of a numbered list, or of a list of projects' header, that begins here."""
    return numbered_list_size(stream, index) or list_header_size(stream, index, vocabulary)


def list_rows(items: Sequence[StreamToken]) -> list[TokenRow]:
    """A numbered list as its lines; each label of a list of projects alone, so that none is a value of another."""
    if not items[0].token.is_kind("form"):
        return line_rows(items)
    return [TokenRow(item.token.place.line_no, (item.token,), False) for item in items]


def list_header_size(stream: LabelStream, index: int, vocabulary: Vocabulary) -> int:
    """The size of a list's header from 项目名称 on."""
    if "project_name" not in stream[index].token.roles("form"):
        return 0
    end, roles = index + 1, set()
    while end < len(stream):
        token = stream[end].token
        if not token.is_kind(*COLUMN_KINDS) and vocabulary.fold(token.text) not in vocabulary.plain_amounts:
            break
        roles |= set(token.roles("indicator_column"))
        end += 1
    has_other = not stream[index + 1].token.is_kind("indicator_column") if end > index + 1 else False
    return end - index if has_other and {"level1", "level2", "level3"} <= roles else 0


def numbered_list_size(stream: Sequence[StreamToken], index: int) -> int:
    """The size of a list that begins here with its header line (序号 ｜ …): that line, and the lines after a number."""
    if not (stream[index].begins_line and stream[index].token.is_kind("other_table")):
        return 0
    end = index + 1
    while end < len(stream) and (not stream[end].begins_line or is_number(stream[end].token.text)):
        end += 1
    return end - index


def line_rows(items: Sequence[StreamToken]) -> list[TokenRow]:
    """Tokens as rows of their printed lines."""
    lines: list[list[Token]] = []
    for item in items:
        if not lines or item.begins_line or lines[-1][0].place.line_no != item.token.place.line_no:
            lines.append([])
        lines[-1].append(item.token.unplaced())
    return [made_row(line, is_tabular=True) for line in lines]
