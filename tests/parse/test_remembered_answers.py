"""Answers that are remembered by short text: asked once, bounded in number, and never kept for long texts; short ways
to an answer give the same one."""

import pytest

from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import LONGEST_REMEMBERED, REMEMBERED_TEXTS, Answers, remembering


def test_a_short_text_is_asked_about_once_and_a_long_one_every_time() -> None:
    asked: list[str] = []
    is_asked = remembering(lambda text: asked.append(text) or len(text))
    long_text = "长" * (LONGEST_REMEMBERED + 1)
    answers = [is_asked("项目"), is_asked("项目"), is_asked(long_text), is_asked(long_text)]
    assert answers == [2, 2, len(long_text), len(long_text)]
    assert asked == ["项目", long_text, long_text]


def test_a_document_of_many_texts_does_not_fill_the_memory() -> None:
    known = Answers(len)
    assert [known[str(number)] for number in range(3 * REMEMBERED_TEXTS)][-1] == len(str(3 * REMEMBERED_TEXTS - 1))
    assert len(known) <= REMEMBERED_TEXTS


@pytest.mark.parametrize("text", ["其中省级资金", "其中其中省级资金", "项目名称", "顼目名称", "一级指标", "中"])
def test_a_text_of_chinese_characters_alone_is_folded_as_any_other(text: str) -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.folded(text) == vocabulary.folded(f"{text} ")
    assert not vocabulary.folded(text).startswith("其中")
