"""A trial of rules under a hostile address, past its time, and beside a new build: one sentence, no more."""

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pages.queries import rule_rerun
from pages.queries.build_folder import PUBLISHED_VARIABLE, QuestionError
from pages.queries.published_db import close_builds
from tests.pages.conftest import load_rows, write_build
from tests.pages.rerun.conftest import open_page
from tests.pages.test_hostile_addresses import HOSTILE


def test_the_part_on_rules_stays_whatever_its_address_says() -> None:
    keys = ("tune", "rule_off", "rule_on", "p.c08.ratio", "p.C08.ratio", "p.", "p.c08.ratio.x", "severity")
    app = open_page(view="rules", **{key: list(HOSTILE) for key in keys})
    assert not app.exception and not app.error
    (warning,) = [str(one.value).replace("\\", "") for one in app.warning if "已忽略" in one.value]
    assert "阈值（4 个）" in warning and "不用的规则" in warning and "试哪条规则的阈值" in warning
    assert not [value for value in HOSTILE if len(value) > 20 and value in warning]


@pytest.mark.parametrize(("limit", "words"), [("all", "试算的规则太多"), ("one", "试算规则 C08 用的时间或内存过多")])
def test_a_trial_that_takes_too_long_is_one_sentence(limit: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(*_: object) -> pa.Table:
        raise QuestionError("这次查询超过 10 秒")

    rule_rerun._judge.cache_clear()
    monkeypatch.setattr(*((rule_rerun, "MOST_SECONDS", -1) if limit == "all" else (rule_rerun, "_rerun", too_long)))
    app = open_page(**{"p.c08.ratio": "1.1"})
    (sentence,) = [error.value for error in app.error]
    assert words in sentence and "请从左侧重新进入本页，少试几条规则" in sentence
    rule_rerun._judge.cache_clear()


def test_a_build_published_during_a_trial_is_seen_by_the_next_click(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(published, tmp_path / "published")
    monkeypatch.setenv(PUBLISHED_VARIABLE, str(folder))
    rerun = rule_rerun._rerun

    def rerun_while_published(*asked: Any) -> pa.Table:
        if not (folder / "builds/000000000002").exists():
            write_build(folder, 2, load_rows())
            shutil.rmtree(folder / "builds/000000000001")
        return rerun(*asked)

    rule_rerun._judge.cache_clear()
    monkeypatch.setattr(rule_rerun, "_rerun", rerun_while_published)
    app = open_page(**{"p.c08.ratio": "1.1"})
    assert not app.error and "数据批次 1" in app.sidebar.caption[0].value
    assert (folder / "builds/000000000002").exists(), "it was published meanwhile"
    app.run()
    assert not app.exception and "现在是批次 2" in app.info[0].value
    close_builds()
