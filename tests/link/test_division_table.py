"""The table of divisions: whole, of one year, and without the pseudo units of the code list."""

from collections import Counter

import pytest

from etl.link.division_table import FIRST_YEAR, LAST_YEAR, divisions_of, load_divisions


def test_no_two_rows_of_one_code_share_a_year() -> None:
    years = Counter((d.code, year) for d in load_divisions() for year in range(d.year_from, d.year_to + 1))
    assert [key for key, count in years.items() if count > 1] == []


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_every_unit_has_its_parent_in_the_same_year(year: int) -> None:
    index = divisions_of(year)
    orphans = [d for d in index.by_code.values() if d.parent_code and d.parent_code not in index.by_code]
    assert orphans == []
    assert {d.level for d in index.by_code.values() if not d.parent_code} == {"province"}


def test_pseudo_units_are_no_names() -> None:
    index = divisions_of(LAST_YEAR)
    for name in ("市辖区", "县", "市", "省直辖县级行政区划", "直辖县"):
        assert name not in index.by_name
        assert name not in index.by_short_name


def test_counts_are_those_of_the_source() -> None:
    levels = Counter(d.level for d in divisions_of(2024).by_code.values())
    assert (levels["province"], levels["city"], levels["county"]) == (34, 333, 2846)


def test_merged_unit_carries_the_lineage_of_its_successor() -> None:
    lineages = {d.code: d.lineage_id for d in load_divisions()}
    assert lineages["310108"] == lineages["310106"]
    assert lineages["310230"] == lineages["310151"]
    assert lineages["410381"] == lineages["410307"]


def test_rows_are_sorted_by_key() -> None:
    keys = [(d.code, d.year_from, d.name) for d in load_divisions()]
    assert keys == sorted(keys)
