"""The sentence in place of an empty figure: it advises to lift only what is chosen."""

from typing import Any

import pytest
import streamlit as st

from pages.widgets import row_count


@pytest.mark.parametrize(
    ("chosen_here", "said"),
    [
        ({"severity": [], "rule": []}, "当前筛选下没有审核发现。"),
        ({"severity": ["高"], "rule": []}, "当前筛选下没有审核发现。请放宽本页的选择。"),
        ({"words": ["疫情"], "grouping": "cause"}, "当前筛选下没有审核发现。请放宽查找词。"),
        ({"q": "疫情", "cause": ["policy"]}, "当前筛选下没有审核发现。请放宽本页的选择或查找词。"),
        (None, "当前筛选下没有审核发现。"),
    ],
)
def test_only_what_is_chosen_is_to_be_lifted(
    monkeypatch: pytest.MonkeyPatch, chosen_here: dict[str, Any] | None, said: str
) -> None:
    told: list[str] = []
    monkeypatch.setattr(row_count, "chosen_filters_text", dict)
    monkeypatch.setattr(st, "info", told.append)
    row_count.show_nothing_chosen("审核发现", "audit_findings", chosen_here)
    assert told == [said]
