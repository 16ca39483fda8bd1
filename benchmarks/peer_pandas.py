"""The questions of peer_questions.toml for pandas, by their names: frames in memory in, rows out."""

from collections.abc import Callable
from typing import Any

Tables = dict[str, Any]


def ask_pandas(name: str, tables: Tables) -> list[tuple[Any, ...]]:
    """The answer to a question. Raises KeyError for one that nobody wrote for pandas."""
    return [tuple(row) for row in ANSWERS[name](tables).itertuples(index=False)]


def forms_by_place(tables: Tables) -> Any:
    """Forms by place and year."""
    return tables["mart_project"].groupby(["division_code", "fiscal_year"], dropna=False).size().reset_index()


def all_money(tables: Tables) -> Any:
    """Forms with a rate, their money, and those below 80 %."""
    rows = tables["mart_execution"]
    rows = rows[rows.execution_rate.notna()].assign(one=1, below=lambda rated: rated.execution_rate < 0.8)
    return rows[["one", "adjusted_budget_yuan", "executed_yuan", "below"]].sum().to_frame().T


def by_category(rows: Any) -> Any:
    """Indicators and points lost by category, where any was scored."""
    counted = {"n": ("project_id", "size"), "lost": ("lost_points", "sum"), "scored": ("score_points", "count")}
    sums = rows.groupby(["level1_name", "level2_name"], dropna=False).agg(**counted).reset_index()
    return sums[sums.scored > 0][["level1_name", "level2_name", "n", "lost"]]


def of_year(rows: Any, year: int) -> Any:
    """The rows of a year."""
    return rows[rows.fiscal_year == year]


def lost_most(tables: Tables, start: int) -> Any:
    """Fifty of the indicators that lost most."""
    rows = tables["mart_indicator"]
    return rows[rows.lost_points > 0].sort_values("lost_points", ascending=False)[["lost_points"]][start : start + 50]


def unspent_most(tables: Tables) -> Any:
    """Fifty forms of a year with most money unspent."""
    rows = of_year(tables["mart_execution"], 2022)
    return rows.sort_values("unspent_yuan", ascending=False)[["unspent_yuan"]][:50]


def with_word(tables: Tables) -> Any:
    """How many reasons hold a word."""
    rows = tables["mart_deviation_reason"]
    return rows[["deviation_reason_text"]].apply(lambda texts: texts.str.contains("招标", regex=False)).sum().to_frame()


def of_form(tables: Tables) -> Any:
    """The indicators of one form."""
    rows = tables["mart_indicator"]
    return rows[rows.project_id == "made-0000007"][["row_no", "weight_points"]]


ANSWERS: dict[str, Callable[[Tables], Any]] = {
    "forms by place and year": forms_by_place,
    "money of all self-evaluations": all_money,
    "points lost by category": lambda tables: by_category(tables["mart_indicator"]),
    "points lost by category, one year": lambda tables: by_category(of_year(tables["mart_indicator"], 2022)),
    "fifty that lost most": lambda tables: lost_most(tables, 0),
    "fifty that lost most, page 50": lambda tables: lost_most(tables, 2450),
    "fifty least spent of a year": unspent_most,
    "reasons with a word": with_word,
    "indicators of one form": of_form,
}
