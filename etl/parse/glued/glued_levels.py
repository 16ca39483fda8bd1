"""Level names side by side in a glued run: which is the first level and which the second.

Input: GluedLabels of one run of level names, and the first level above it. Output: their tokens. Stage `parse`.
"""

from etl.parse.glued.glued_cuts import Edge, TableCut
from etl.parse.glued.glued_labels import GluedLabel, LabelFinder
from etl.parse.glued.glued_sheet import GluedSheet
from etl.parse.labels.tokens import Token


def levels_of(
    sheet: GluedSheet, labels: tuple[GluedLabel, ...], current: str | None
) -> tuple[list[Token] | None, list[Token] | None]:
    """The last level-1 name of a run of level names, and the level-2 name after it. A name of both levels is the second
    where `current`, the first level above it, has it; else it is the first."""
    level1: list[Token] | None = None
    level2: list[Token] | None = None
    for label, following in zip(labels, (*labels[1:], None), strict=True):
        token = sheet.label(label.start, label.end)
        heads_next = following is not None and following.is_kind("level2")
        above = level1[0].text if level1 else current
        parents = sheet.finder.vocabulary.level1_of_level2.get(
            label.roles("level2")[0] if label.is_kind("level2") else ""
        )
        is_below = above is not None and standard_level1(sheet, above) in (parents or ())
        if label.is_kind("level1") and (heads_next or not is_below):
            level1, level2 = [token], None
        else:
            level2 = [token]
    return level1, level2


def standard_level1(sheet: GluedSheet, text: str) -> str:
    """The standard name of a printed level-1 name."""
    name = sheet.finder.vocabulary.level_name(text)
    return sheet.finder.vocabulary.level1_names.get(name, name)


def may_begin_with_level(finder: LabelFinder, step: Edge, cut: TableCut) -> bool:
    """Whether a row begins with words that are a level's name or the first of its own name, as the cuts have it both
    ways: then nobody knows the level from here on."""
    spans = step.row.spans if step.row is not None else ()
    is_named = any(span[0] == "name" and span in cut.agreed for span in spans)
    return not is_named and finder.at(step.start, "level2") is not None
