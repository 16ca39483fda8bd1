"""Runs of labels in a stream, found once for every place: asked at each label of a long run, one look tells.

Input: StreamTokens. Output: from any place on, how many labels of some kinds follow each other and the roles they name.
Stage `parse`.
"""

from collections.abc import Iterable

from etl.parse.rows.stream_tokens import StreamToken

NO_ROLES: frozenset[str] = frozenset()
Run = tuple[int, frozenset[str]]


class LabelStream(list[StreamToken]):
    """A stream that keeps the runs that were asked for."""

    def __init__(self, items: Iterable[StreamToken]) -> None:
        super().__init__(items)
        self.known: dict[tuple[str, ...], list[Run]] = {}

    def run(self, index: int, kinds: tuple[str, ...]) -> Run:
        """How many tokens from here on are labels of these kinds, and their roles as labels of the first kind."""
        if index >= len(self):
            return 0, NO_ROLES
        if kinds not in self.known:
            self.known[kinds] = self.all_runs(kinds)
        return self.known[kinds][index]

    def all_runs(self, kinds: tuple[str, ...]) -> list[Run]:
        """The run of each place, from the last one backwards."""
        runs: list[Run] = []
        size, roles = 0, NO_ROLES
        for item in reversed(self):
            if item.token.is_kind(*kinds):
                size += 1
                named = item.token.roles(kinds[0])
                roles = roles if roles.issuperset(named) else roles.union(named)
            else:
                size, roles = 0, NO_ROLES
            runs.append((size, roles))
        runs.reverse()
        return runs
