"""The sentence in place of an empty figure: it advises to lift only what is chosen."""

from decimal import Decimal
from typing import Any

import pytest
import streamlit as st

from pages.widgets import row_count
from pages.wording.harmless_text import markdown_text


@pytest.mark.parametrize(
    ("chosen_here", "said"),
    [
        ({"severity": [], "rule": []}, "这批数据里没有审核发现。"),
        ({"severity": ["高"], "rule": []}, "当前筛选下没有审核发现。请放宽本页的选择。"),
        ({"words": ["疫情"], "grouping": "cause"}, "当前筛选下没有审核发现。请放宽查找词。"),
        ({"q": "疫情", "cause": ["policy"]}, "当前筛选下没有审核发现。请放宽本页的选择或查找词。"),
        (None, "这批数据里没有审核发现。"),
    ],
)
def test_only_what_is_chosen_is_to_be_lifted(
    monkeypatch: pytest.MonkeyPatch, chosen_here: dict[str, Any] | None, said: str
) -> None:
    told: list[str] = []
    monkeypatch.setattr(row_count, "chosen_filters_text", dict)
    monkeypatch.setattr(row_count, "fetch_rows", lambda _question: [{"document_count": 3, "form_count": 2}])
    monkeypatch.setattr(st, "info", told.append)
    row_count.show_nothing_chosen("审核发现", "audit_findings", chosen_here)
    assert told == [said]


@pytest.mark.parametrize(
    ("form_count", "is_summed", "said"),
    [
        (2, True, "其中 2 张自评表像是同一张表重复公开（规则 A16），执行数 90.00 万元在合计里多算了一次。"),
        (2, False, None),
        (0, True, None),
    ],
)
def test_sums_say_what_they_seem_to_count_twice(
    monkeypatch: pytest.MonkeyPatch, form_count: int, is_summed: bool, said: str | None
) -> None:
    told: list[str] = []
    found = [{"form_count": form_count, "executed_yuan": Decimal(900000)}]
    monkeypatch.setattr(row_count, "chosen_filters", dict)
    monkeypatch.setattr(row_count, "fetch_rows", lambda _question, _asked: found)
    monkeypatch.setattr(st, "caption", told.append)
    row_count.show_row_count(5, {}, is_summed=is_summed)
    assert told[1:] == ([markdown_text(said)] if said else [])


def test_a_build_without_a_form_blames_no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_count, "fetch_rows", lambda _question: [{"document_count": 3, "form_count": 0}])
    assert row_count.nothing_text("项目表") == "这批数据里没有项目表。3 份原件都没有读出项目表，原因见“数据来源”。"


@pytest.mark.parametrize(
    ("rows_by_filters", "said"),
    [
        ({("district",): 0, ("year",): 4, (): 9}, "去掉“区县”后有 4 行。"),
        ({("district",): 0, ("year",): 0, (): 9}, "去掉任何一个筛选仍然没有；点“清除筛选”后有 9 行。"),
        ({("district",): 0, ("year",): 0, (): 0}, "去掉这些筛选仍然没有。请放宽本页的选择。"),
    ],
)
def test_a_filter_is_to_be_lifted_only_where_it_is_to_blame(
    monkeypatch: pytest.MonkeyPatch, rows_by_filters: dict[tuple[str, ...], int], said: str
) -> None:
    def count(_question: str, parameters: dict[str, Any]) -> int:
        return rows_by_filters[tuple(key for key in ("district", "year") if parameters[key])]

    monkeypatch.setattr(row_count, "chosen_filters", lambda: {"district": ["310107"], "year": ["2023"], "city": []})
    monkeypatch.setattr(row_count, "count_rows", count)
    assert row_count.filter_advice("worst_forms", {"severity": ["高"]}) == said
