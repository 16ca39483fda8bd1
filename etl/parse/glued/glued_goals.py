"""The goals of a glued form: one text after its label, or two that only a printed cut or repeated words part.

Input: the characters between the blocks of a GluedRun. Output: fields goal and completion. Stage `parse`.
"""

import re

from etl.parse.blocks.goal_block import goal_columns
from etl.parse.glued.glued_labels import GluedLabel, LabelFinder
from etl.parse.glued.glued_sheet import GluedSheet
from etl.parse.labels.tokens import made_row
from etl.records import Section

COUNT_AND_POINTS = re.compile(r"\d?(?:\(\d{1,3}分\))?")
FIRST_OF_A_LIST = re.compile(r"1[:.、)]")
SHORTEST_GOAL_LABEL = 5
SENTENCE_END = "。"
PHRASE = 4  # characters that two texts share by no chance


def first_goal(finder: LabelFinder, first: int, last: int) -> int:
    """Where the goals begin between two positions: at labels side by side, or at a long one; `last` where none do."""
    for label in finder.all_between(first, last, "goal"):
        chain = finder.chain(label.start, "goal", "side")
        if len(chain) > 1 or label.word_end - label.start >= SHORTEST_GOAL_LABEL:
            return label.start
    return last


def read_glued_goals(sheet: GluedSheet, finder: LabelFinder, first: int, last: int) -> None:
    """Read the goals between two positions; labels of the next block at the end are no part of them."""
    chain = finder.chain(first, "goal", "side", until=last)
    is_of_text = len(chain) > 1 and "completion" not in chain[-1].roles("goal")
    if is_of_text and FIRST_OF_A_LIST.match(finder.run.folded, chain[-1].end):
        chain = chain[:-1]  # 年度总体目标, then 目标1:…, which begins the text
    if not chain:
        if last > first:
            sheet.undecided("这段文字没有归入任何字段，原文保留。", first, last, "低")
        return
    tokens = [sheet.label(label.start, label.end) for label in chain]
    start = chain[-1].end + (finder.run.folded[chain[-1].end : chain[-1].end + 1] == ":")
    if COUNT_AND_POINTS.fullmatch(finder.run.folded, start, last):
        if last > start:
            sheet.label(start, last)
        return
    roles = [role for label in chain for role in label.roles("goal")[:1]]
    named = [role for role, _ in goal_columns(made_row(tokens, is_tabular=True))]
    later = [label for label in finder.all_between(start, last, "goal") if "completion" in label.roles("goal")]
    between = place_between(finder, start, last) if named == ["goal", "completion"] else None
    if between is not None:
        sheet.add(Section.FORM, None, "goal", [sheet.value(start, between)])
        sheet.add(Section.FORM, None, "completion", [sheet.value(between, last)])
    elif set(roles) == {"goal"} and not later and not says_what_was_done(finder, start, last):
        sheet.add(Section.FORM, None, "goal", [sheet.value(start, last)])
    elif set(roles) == {"goal"} and len(later) == 1 and is_marked(finder, later[0]):
        read_both(sheet, start, later[0], last)
    else:
        token = sheet.value(start, last)
        sheet.report("goal_undecided", "中", "目标与完成情况的文字分不出归属，未采用，原文保留。", token)


def place_between(finder: LabelFinder, start: int, last: int) -> int | None:
    """Where one of two texts ends and the other begins: in the middle of a text printed twice, at the only printed cut,
    where both end as sentences do, or between two sentences about the same."""
    folded = finder.run.folded
    half = start + (last - start) // 2
    if folded[start:half] == folded[half:last]:
        return half
    cuts = [at for at in range(start + 1, last) if finder.is_at_cut(at)]
    is_parted = len(cuts) == 1 and folded[cuts[0] - 1] == folded[last - 1] == SENTENCE_END
    return cuts[0] if is_parted else between_sentences(folded, start, last)


def between_sentences(folded: str, start: int, last: int) -> int | None:
    """Where the first of two sentences ends if the second takes up its words and neither takes up its own: 对28座塔实施
    环保改造。完成25座塔环保改造。 The end of a goal that prints no 。 would stand inside a sentence that does."""
    first, second, rest = [*folded[start:last].split(SENTENCE_END), "", ""][:3]
    is_two = folded[start:last].count(SENTENCE_END) == len((first, second)) and not rest
    phrases = phrases_of(first), phrases_of(second)
    repeats_own = any(len(set(of_one)) < len(of_one) for of_one in phrases)
    takes_up = set(phrases[0]) & set(phrases[1])
    return start + len(first) + 1 if is_two and takes_up and not repeats_own else None


def phrases_of(text: str) -> list[str]:
    """All runs of four characters of a text."""
    return [text[at : at + PHRASE] for at in range(len(text) - PHRASE + 1)]


def says_what_was_done(finder: LabelFinder, start: int, last: int) -> bool:
    """Whether a text behind the label of the goal alone says what was done too: no label parts the two."""
    return finder.vocabulary.completion_words.search(finder.run.folded, start, last) is not None


def is_marked(finder: LabelFinder, label: GluedLabel) -> bool:
    """Whether a label inside the texts is one: a cut is printed before it, or a colon after it, or a list begins there,
    or it is a long one that no sentence runs into."""
    folded = finder.run.folded
    if FIRST_OF_A_LIST.match(folded, label.end):
        return True
    ends_sentence = folded[label.start - 1] == SENTENCE_END and label.word_end - label.start >= SHORTEST_GOAL_LABEL
    return finder.is_at_cut(label.start) or folded[label.end : label.end + 1] == ":" or ends_sentence


def read_both(sheet: GluedSheet, start: int, label: GluedLabel, last: int) -> None:
    """Two texts with the label of the second between them."""
    sheet.add(Section.FORM, None, "goal", [sheet.value(start, label.start)])
    sheet.label(label.start, label.end)
    begin = label.end + (sheet.finder.run.folded[label.end : label.end + 1] == ":")
    if begin < last:
        sheet.add(Section.FORM, None, "completion", [sheet.value(begin, last)])
