"""Floors: what a new build may not lose against the build that stands.

Input: two build sources. Output: one Chinese sentence per broken floor. Stage `publish`. Documents that an operator
took away are no loss; forms that documents still present no longer give are.
"""

from collections import Counter

from etl.publish.build_record import BuildSource

Group = tuple[str | None, int | None]


def broken_floors(source: BuildSource, last: BuildSource, largest_form_drop_share: float) -> list[str]:
    """Which floors a build breaks: no form at all where there were some, or too few in a division and year.

    The forms of a document are counted under the division and year that the last build gave them, so that a better
    division is no loss. `largest_form_drop_share` is a fraction (0.2 lets a fifth go).
    """
    now = Counter[str]()
    for count in source.form_counts:
        now[count.document_id] += count.form_count
    before = sum(count.form_count for count in last.form_counts)
    if before and not now.total():
        return [f"上一批有 {before} 张项目表，这一批一张也没有。"]
    faults = []
    for (division_code, fiscal_year), (were, are) in sorted(group_counts(source, last, now).items(), key=str):
        if are < were * (1 - largest_form_drop_share):
            group = f"区划 {division_code or '未知'} {fiscal_year or '未知'} 年"
            faults.append(f"{group}的项目表由 {were} 张降为 {are:g} 张，而原件还在。")
    return faults


def group_counts(source: BuildSource, last: BuildSource, now: Counter[str]) -> dict[Group, tuple[int, float]]:
    """Forms before and now by the last build's division and year, of the documents that are still there.

    A document that gave forms in several groups and lost some lost them in proportion: which form is gone is not known.
    """
    present = {document.document_id for document in source.inputs}
    before = Counter[str]()
    for count in last.form_counts:
        before[count.document_id] += count.form_count
    groups: dict[Group, tuple[int, float]] = {}
    for count in last.form_counts:
        if count.document_id in present:
            were, are = groups.get((count.division_code, count.fiscal_year), (0, 0.0))
            kept = count.form_count * now[count.document_id] / before[count.document_id]
            groups[count.division_code, count.fiscal_year] = (were + count.form_count, are + kept)
    return groups
