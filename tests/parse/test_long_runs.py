"""A long run of labels with texts between them that is no header costs steps in proportion to its length."""

from functools import partial
from itertools import takewhile

import pytest

from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.tokens import Token
from etl.parse.read_forms import read_forms
from etl.parse.rows.label_runs import LabelStream
from etl.parse.rows.stream_tokens import StreamToken
from etl.readers import read_grid
from etl.records import Place

HEAD = "项目支出绩效自评表\n（2022年度）\n项目名称\t河道保洁\n一级指标\t三级指标\t年度指标值\t实际完成值\t分值\n"
INDICATOR = "产出指标\t保洁河道长度\t≥20公里\t22公里\t90\n"
SHORT = 100
RUNS = {
    "labels with unknown texts between": "分值\n甲栏\n得分\n乙栏\n",
    "sources of money": "预算数\t甲数\t",
    "labels alone, a cell a line": "分值\n",
}


def steps(run: str, count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a label is asked for while a document with a repeated run is read."""
    asked = 0
    is_kind, roles = Token.is_kind, Token.roles

    def counted_kind(token: Token, *kinds: str) -> bool:
        nonlocal asked
        asked += 1
        return is_kind(token, *kinds)

    def counted_roles(token: Token, kind: str) -> list[str]:
        nonlocal asked
        asked += 1
        return roles(token, kind)

    with monkeypatch.context() as patch:
        patch.setattr(Token, "is_kind", counted_kind)
        patch.setattr(Token, "roles", counted_roles)
        read_forms(read_grid(f"{HEAD}{INDICATOR}{run * count}\n".encode(), "a.txt"))
    return asked


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_steps_grow_with_the_length_of_a_run(run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps(run, SHORT, monkeypatch)  # what is remembered between documents is asked for once
    assert steps(run, 4 * SHORT, monkeypatch) < 5 * steps(run, SHORT, monkeypatch)


def is_label(kinds: tuple[str, ...], item: StreamToken) -> bool:
    """Whether a token is a label of these kinds."""
    return item.token.is_kind(*kinds)


def test_runs_are_those_that_a_look_from_each_place_finds() -> None:
    vocabulary = load_vocabulary()
    texts = ["分值", "得分", "三级指标", "甲", "绩效目标", "得分", "100", "分值", "年度指标值"]
    place = Place(1, 1, 1, 0, 2)
    stream = LabelStream(StreamToken(Token(text, place, 1, vocabulary.labels_of(text)), False) for text in texts)
    for kinds in (("indicator_column", "side"), ("fund_column",), ("goal", "side")):
        for index in range(len(texts)):
            run = [item.token for item in takewhile(partial(is_label, kinds), stream[index:])]
            assert stream.run(index, kinds) == (len(run), {role for token in run for role in token.roles(kinds[0])})
    assert stream.run(len(texts), ("goal", "side")) == (0, frozenset())
