"""The parser of the command line, in Chinese: help, and one line where a command is written wrongly.

Input: the declarations of the options. Output: options, or exit code 2. Used by the command line. `argparse` speaks
English and its sentences differ by version: those that are known are put into Chinese, any other is quoted.
"""

import argparse
import re
from typing import Any, NoReturn

WRONG_USAGE = 2
SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.S), sentence)
    for pattern, sentence in (
        (r"argument (.+?): invalid choice: '?(.+?)'? \(choose from (.+)\)$", r"\1 不能是 \2，可用的有 \3"),
        (r"argument (.+?): expected one argument$", r"\1 后面要有一个值"),
        (r"argument (.+?): ignored explicit argument (.+)$", r"\1 后面不能有值 \2"),
        (r"argument (.+?): (.+)$", r"\1：\2"),
        (r"the following arguments are required: (.+)$", r"缺少 \1"),
        (r"unrecognized arguments: (.+)$", r"不认识的参数 \1"),
        (r"ambiguous option: (.+?) could match (.+)$", r"\1 不明确，可能是 \2"),
    )
)


class ChineseFormatter(argparse.HelpFormatter):
    """Help whose first words are Chinese."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line of usage."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser of commands that helps and complains in Chinese; its commands are of the same kind."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, formatter_class=ChineseFormatter)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """One line on stderr, and exit code 2."""
        self.exit(WRONG_USAGE, f"{describe_error(message)}。用法见 {self.prog} --help。\n")


def describe_error(message: str) -> str:
    """What argparse complains about, in Chinese; quoted where the sentence is not known."""
    for pattern, sentence in SENTENCES:
        if match := pattern.match(message):
            return match.expand(sentence)
    return f"命令写得不对（{message}）"


def positive(text: str) -> int:
    """A number from 1 on. Raises ArgumentTypeError, which the parser reports."""
    if not re.fullmatch(r"\d{1,9}", text, re.A) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"应为从 1 起的整数，不能是 {text!r}")
    return int(text)
