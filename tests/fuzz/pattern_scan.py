"""What is wrong with a regular expression before it is ever run: repeats inside repeats that can share characters.

Input: a compiled pattern. Output: the faults, and lines that would make it slow. Used by test_patterns.py.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from re import _constants as kind  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

REPEATS = (kind.MAX_REPEAT, kind.MIN_REPEAT)
LONG = 30  # a repeat that may go on longer than this counts as endless
LINE_LENGTH = 100_000
MOST_CHARACTERS = 3
Node = Any


def parsed(pattern: "re.Pattern[Any]") -> Node:
    """The tree of a pattern."""
    return parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)


def nested_repeats(pattern: "re.Pattern[Any]") -> list[str]:
    """The endless repeats inside endless repeats that could divide the same characters between them in many ways."""
    alphabet = [chr(number) for number in range(128)] + letters(pattern)
    return [str(inner) for outer in repeats(parsed(pattern)) for inner in shared_repeats(outer, alphabet)]


def letters(pattern: "re.Pattern[Any]") -> list[str]:
    """The characters that a pattern names, without the signs of its own language."""
    text = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    return [character for character in dict.fromkeys(text) if not character.isascii()]


def repeats(tree: Node) -> Iterator[Node]:
    """Every endless repeat of a tree; possessive ones never give back what they took."""
    for operation, argument in tree:
        if operation in REPEATS and argument[1] > LONG:
            yield argument[2]
        for part in inside(operation, argument):
            yield from repeats(part)


def inside(operation: Any, argument: Any) -> list[Node]:
    """The trees below one node."""
    if operation is kind.BRANCH:
        return list(argument[1])
    if operation is kind.SUBPATTERN:
        return [argument[3]]
    if operation in (*REPEATS, kind.POSSESSIVE_REPEAT):
        return [argument[2]]
    if operation in (kind.ASSERT, kind.ASSERT_NOT):
        return [argument[1]]
    if operation is kind.ATOMIC_GROUP:
        return [argument]
    return []


def shared_repeats(body: Node, alphabet: list[str]) -> Iterator[Node]:
    """The endless repeats in the body of another one whose characters may also begin the body's next turn."""
    for inner in repeats(body):
        repeated = {sign for sign in alphabet if any(takes(part, sign) for part in flat(inner))}
        begin = {sign for sign in alphabet if may_begin(body, sign)}
        if repeated & begin:
            yield inner
    for choice in choices(body):
        if len(choice) == 1 and choice[0][0] in REPEATS and 1 < choice[0][1][1] != choice[0][1][0]:
            yield choice[0][1][2]  # (?:[0-9]{1,2}|x)+ cuts a run of digits in as many ways as there are


def choices(body: Node) -> list[Node]:
    """The alternatives of a tree that is one choice, else the tree itself."""
    while len(body) == 1 and body[0][0] is kind.SUBPATTERN:
        body = body[0][1][3]
    return list(body[0][1][1]) if len(body) == 1 and body[0][0] is kind.BRANCH else [body]


def flat(tree: Node) -> Iterator[tuple[Any, Any]]:
    """Every node of a tree that takes one character."""
    for operation, argument in tree:
        if operation in (kind.LITERAL, kind.NOT_LITERAL, kind.IN, kind.ANY):
            yield operation, argument
        elif operation not in (kind.ASSERT, kind.ASSERT_NOT):
            for part in inside(operation, argument):
                yield from flat(part)


def takes(node: tuple[Any, Any], sign: str) -> bool:
    """Whether a node that takes one character takes this one."""
    operation, argument = node
    number = ord(sign)
    if operation is kind.LITERAL:
        return bool(argument == number)
    if operation is kind.NOT_LITERAL:
        return bool(argument != number)
    if operation is kind.ANY:
        return True
    is_negated = bool(argument) and argument[0][0] is kind.NEGATE
    return is_negated != any(takes_item(item, sign) for item in argument)


def takes_item(item: tuple[Any, Any], sign: str) -> bool:
    """Whether one item of a set takes a character."""
    operation, argument = item
    if operation is kind.LITERAL:
        return bool(argument == ord(sign))
    if operation is kind.RANGE:
        return bool(argument[0] <= ord(sign) <= argument[1])
    if operation is kind.CATEGORY:
        return bool(re.fullmatch(CATEGORIES[argument], sign))
    return False


CATEGORIES = {
    kind.CATEGORY_DIGIT: r"\d",
    kind.CATEGORY_NOT_DIGIT: r"\D",
    kind.CATEGORY_SPACE: r"\s",
    kind.CATEGORY_NOT_SPACE: r"\S",
    kind.CATEGORY_WORD: r"\w",
    kind.CATEGORY_NOT_WORD: r"\W",
}


def may_begin(tree: Node, sign: str) -> bool:
    """Whether a match of a tree may begin with a character."""
    for operation, argument in tree:
        if operation in (kind.AT, kind.ASSERT, kind.ASSERT_NOT):
            continue
        if operation in (kind.LITERAL, kind.NOT_LITERAL, kind.IN, kind.ANY):
            return takes((operation, argument), sign)
        if any(may_begin(part, sign) for part in inside(operation, argument)):
            return True
        is_optional = operation in (*REPEATS, kind.POSSESSIVE_REPEAT) and argument[0] == 0
        if not is_optional and not any(may_be_empty(part) for part in inside(operation, argument)):
            return False
    return False


def may_be_empty(tree: Node) -> bool:
    """Whether a tree matches nothing."""
    return bool(tree.getwidth()[0] == 0)


def slow_lines(pattern: "re.Pattern[Any]") -> Iterable[str]:
    """Long lines of the characters that a pattern repeats, alone and in pairs, with an end that it cannot match."""
    named = letters(pattern)[:MOST_CHARACTERS]
    repeated = [
        sign
        for body in repeats(parsed(pattern))
        for sign in " 0aA,.%(-\t项" + "".join(named)
        if any(takes(node, sign) for node in flat(body))
    ]
    signs = list(dict.fromkeys([*repeated, *named[:3], "1", " ", "("]))[:MOST_CHARACTERS]
    for sign in signs:
        yield sign * LINE_LENGTH + "\x00"
    for first, second in pairwise(signs):
        yield (first + second) * (LINE_LENGTH // 2) + "\x00"
