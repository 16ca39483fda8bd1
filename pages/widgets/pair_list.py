"""All pairs of declaration and self-evaluation as a table with its files; the one that is picked is shown above it.

Input: the question of 目标与结果. Output: the table `table_pairs`; the picked pair in the address, which the chooser of
the page reads. Side of the pages.
"""

from dataclasses import replace

import pyarrow as pa

from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.kept_address import put_in_address
from pages.widgets.long_choice import Row
from pages.widgets.row_pages import AskedRows, show_rows

PAIR_KEY = "pair"
COLUMNS = [
    "project_name", "division_label", "evaluation_year", "declaration_year", "declared_yuan", "initial_budget_yuan",
    "adjusted_budget_yuan", "executed_yuan", "execution_rate", "declared_indicator_count", "evaluated_indicator_count",
    "declaration_name", "family_name",
]  # fmt: skip
LABELS = {
    "evaluation_year": "自评年度", "declaration_year": "申报年度", "declared_yuan": "申报金额",
    "declared_indicator_count": "申报指标（个）", "evaluated_indicator_count": "自评指标（个）",
    "declaration_name": "申报的项目名称",
}  # fmt: skip


def pair_code(pair: Row) -> str:
    """A pair in the address."""
    return f"{pair['declaration_id']}~{pair['evaluation_id']}"


def show_pair_list(pairs: AskedRows) -> None:
    """The table with its files; a row leads to the self-evaluation by its button and is shown above when picked."""
    listed = show_rows(
        replace(pairs, prepare=named_by_evaluation), COLUMNS, key="table_pairs", labels=LABELS, on_pick=choose_pair,
        description="申报与自评的配对",
    )  # fmt: skip
    show_download_buttons(listed, "目标与结果_配对", key_prefix="download_pairs")


def named_by_evaluation(pairs: pa.Table) -> pa.Table:
    """The pairs under the name and number of their self-evaluations."""
    for name, source in (("project_id", "evaluation_id"), ("project_name", "evaluation_name")):
        pairs = pairs.append_column(name, pairs[source])
    return pairs


def choose_pair(pair: Row) -> None:
    """Show the picked pair (callback of the table)."""
    put_in_address(PAIR_KEY, (pair_code(pair),))
