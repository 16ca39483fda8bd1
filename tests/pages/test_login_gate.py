"""Who is let in: listed, verified, and logged in today."""

from typing import Any

import pytest

from pages.widgets.login_gate import (
    LOGIN_IS_OLD,
    LONGEST_LOGIN_SECONDS,
    NOT_ON_THE_LIST,
    AccessList,
    listed,
    why_refused,
)
from serving.media_gate import may_see

NOW = 1_800_000_000.0
ALLOWED = AccessList(["lin@example.cn"], ["subject-7"])
LIN: dict[str, Any] = {"email": "lin@example.cn", "email_verified": True, "iat": NOW - 60, "sub": "subject-1"}


def test_who_is_listed_is_let_in() -> None:
    assert why_refused(LIN, ALLOWED, NOW) is None
    assert why_refused(LIN | {"email": "x@example.cn", "sub": "subject-7"}, ALLOWED, NOW) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "LIN@example.cn"},
        {"email": "other-lin@example.cn"},
        {"email": "lin@example.cn.evil.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
    ],
)
def test_who_is_not_listed_is_told_so(changed: dict[str, Any]) -> None:
    assert why_refused(LIN | changed, ALLOWED, NOW) == NOT_ON_THE_LIST


def test_an_empty_list_lets_nobody_in() -> None:
    assert why_refused(LIN | {"sub": ""}, AccessList(), NOW) == NOT_ON_THE_LIST
    assert why_refused({"iat": NOW, "sub": ""}, AccessList(subjects=[""]), NOW) == NOT_ON_THE_LIST


def test_a_text_in_place_of_a_list_lets_nobody_in_by_a_part_of_it() -> None:
    access = {"emails": "lin@example.cn", "subjects": "subject-7"}
    allowed = AccessList(listed(access, "emails"), listed(access, "subjects"))
    for changed in ({"email": "lin@example"}, {"email": ""}, {"email": "x", "sub": "7"}):
        assert why_refused(LIN | changed, allowed, NOW) == NOT_ON_THE_LIST
        assert not may_see(LIN | changed | {"is_logged_in": True}, access, NOW)


@pytest.mark.parametrize("issued", [NOW - LONGEST_LOGIN_SECONDS - 1, NOW + 3600, None, "yesterday"])
def test_an_old_login_is_asked_for_again(issued: object) -> None:
    assert why_refused(LIN | {"iat": issued}, ALLOWED, NOW) == LOGIN_IS_OLD
