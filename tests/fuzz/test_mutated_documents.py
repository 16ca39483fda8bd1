"""Mutated documents end in rows or a documented reason, and nothing is read from them that they do not print."""

import random
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from multiprocessing import get_context

import pytest

from drills import layout_noise, moved_pages
from drills.mutated_documents import is_printed, list_seeds, plain, try_all
from drills.mutations import MUTATIONS, mutate
from etl.parse.glued.glued_numbers import number_in
from etl.records import Place, PrintedField, Section

DOCUMENTS = 150


def test_mutated_documents_end_in_rows_or_a_reason() -> None:
    seeds = [f"test:{number}" for number in range(DOCUMENTS)]
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:  # as a build is: without what other tests loaded
        outcomes = fresh.submit(try_all, seeds).result()
    assert len(outcomes) == DOCUMENTS
    assert [one for one in outcomes if not one[1].startswith(("rows", "reason"))] == []
    assert sum(outcome == "rows" for _, outcome in outcomes) > DOCUMENTS // 4


def test_signs_that_count_as_digits_are_no_numbers() -> None:
    assert [number_in(text) for text in ("²5", "①", "1²", "5.", "1,234.5%")] == [None] * 4 + [Decimal("1234.5")]


def test_each_mutation_changes_a_form() -> None:
    lines = ["项目名称\t甲\t乙", "年度\t2023\t丙\t丁\t3\t4"] * 20
    for mutation in MUTATIONS:
        outcomes = set()
        for seed in range(20):
            changed = list(lines)
            mutation(changed, random.Random(seed))
            outcomes.add(tuple(changed))
        assert outcomes != {tuple(lines)}, mutation


def test_same_seed_gives_the_same_document() -> None:
    for path in list_seeds()[::20]:
        content = path.read_bytes()
        first, second = (mutate(content, path.suffix, random.Random(3)) for _ in range(2))
        assert len(first) == len(second)


def test_oracle_sees_what_is_not_printed() -> None:
    place = (Place(1, 1, 1, 0, 1),)
    name = PrintedField(Section.FORM, None, "project_name", "修路项目", place)
    number = PrintedField(Section.FUND, 1, "executed", "1,234.50", place)
    assert is_printed(name, plain("项目名称：修 路<b>项目")) and not is_printed(name, plain("修桥项目"))
    assert is_printed(number, plain("１,２３４.50")) and not is_printed(number, plain("1,244.50"))


def test_header_of_thousands_of_names_is_read_in_time() -> None:
    from etl.parse.read_forms import read_forms
    from etl.readers import read_grid

    (source,) = (path for path in list_seeds() if path.parent.name == "page_numbers_between_rows")
    text = source.read_text("utf-8").replace("三级指标", "三级指标 " * 2_000, 1)
    assert len(read_forms(read_grid(text.encode(), "a.txt")).forms) <= 1


def test_layout_noise_changes_nothing_that_is_read() -> None:
    for path in [path for path in list_seeds() if path.suffix == ".txt"][::20]:
        assert set(layout_noise.noises_that_change(str(path)).decode().split("\n")[:-1]) <= {*layout_noise.LOOSE}


def test_layout_noise_sees_what_is_read_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = (path for path in list_seeds() if path.parent.name == "tab_rows")
    changed = {"other digits": lambda text: text.replace("1", "2").encode()}
    monkeypatch.setattr(layout_noise, "NOISES", changed)
    assert "other digits" in layout_noise.noises_that_change(str(path)).decode()


def test_moved_pages_add_no_project_and_double_no_sum_in_silence() -> None:
    seeds = [f"test:{number}" for number in range(60)]
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        outcomes = fresh.submit(moved_pages.try_all, seeds).result()
    assert {outcome.split(" ")[0] for outcome in outcomes} == {"kept", "told"}, outcomes
    assert len(outcomes) == 60
