"""Numbers that are glued together, cut apart by the columns they stand for and by what their relations prove.

Input: a GluedRun, where the numbers begin, and the roles of a funding header. Output: the amounts on which every
fitting cut agrees. Stage `parse`. Executed by budget is the printed rate, weight by rate the score.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from etl.parse.glued.glued_run import GluedRun
from etl.parse.labels.roles import AMOUNTS, POINTS

NUMERIC = re.compile(r"[0-9.,%％—－/-]+")
AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,11}|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]{1,6})?")
RATE = re.compile(r"(?:0|[1-9][0-9]{0,3})(?:\.[0-9]{1,4})?%?")
PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
SHORT = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,2})?")
TOTALS = re.compile(r"[0-9.]+")
DAMAGED_TOTAL = re.compile("[0-9.]{1,80}[,，A-Za-z|][0-9.]{1,80}")  # 总分10，098.66 goes on, and cannot be read
YEAR = re.compile(r"(?:19|20)[0-9]{2}年")
MARK = re.compile(r"—{1,2}|－|-{1,2}|/")
PRINTED_AMOUNTS = (*AMOUNTS, "received")  # money that arrived is an amount too, though no field
BUDGETS = ("adjusted_budget", "received", "initial_budget")  # what a rate may be of, the likeliest first
MOST_WAYS = 20_000
MOST_DIGITS = 80
MONEY_DECIMALS = 2
HUNDRED = Decimal(100)
SHARE_TOLERANCE = Decimal("0.0001")
NO_TOTAL: Mapping[str, str] = MappingProxyType({})
LEAST_TOTAL_WEIGHT = 50  # the weights of a form sum up to 100, or to what funding leaves of it


@dataclass(frozen=True, slots=True)
class NumberCut:
    """One way to cut a row of numbers: the characters of each role, and how well the relations speak for it."""

    spans: tuple[tuple[str, int, int], ...]
    proofs: int
    cost: int


def cut_numbers(
    run: GluedRun,
    start: int,
    end: int,
    roles: Sequence[str],
    total: Mapping[str, str] = NO_TOTAL,
    points: Decimal = HUNDRED,
) -> list[NumberCut]:
    """Every way to cut the characters that none of the others beats; empty where none or too many fit.

    `total` are the numbers of the year's total by role: a source of money that repeats its amounts is proved by them.
    `points` is what execution is worth at most.
    """
    if end - start > MOST_DIGITS:
        return []
    ways = NumberWays(run, start, end, roles)
    if ways.count > MOST_WAYS:
        return []
    judgements = (judged(run, spans, roles, total, points) for spans in ways.all())
    found = [cut for cut in judgements if cut is not None]
    if not found:
        return []
    proofs = max(cut.proofs for cut in found)
    if proofs == 0 and len({cut.spans for cut in found}) > 1:
        return found
    best = min(cut.cost for cut in found if cut.proofs == proofs)
    return [cut for cut in found if cut.proofs == proofs and cut.cost == best]


def agreed_spans(cuts: list[NumberCut]) -> dict[str, tuple[int, int]]:
    """The characters of each role on which all cuts agree."""
    if not cuts:
        return {}
    common = set(cuts[0].spans).intersection(*(cut.spans for cut in cuts))
    return {role: (start, end) for role, start, end in common}


class NumberWays:
    """The ways to assign the characters of a row, up to `end`, to roles; where a number may end is asked once a place,
    and no way is begun that does not reach the end."""

    def __init__(self, run: GluedRun, start: int, end: int, roles: Sequence[str]) -> None:
        self.start = start
        self.roles = roles
        positions = range(start, end + 1)
        # by the order of a role and the place where it begins: how many ways lead on from there to the end
        self.counts: list[dict[int, int]] = [{} for _ in roles] + [{end: 1}]
        self.stops: list[dict[int, list[int]]] = [{} for _ in roles]
        ends = {
            pattern: {at: piece_ends(run, at, end, pattern) for at in positions} for pattern in set(map(shape, roles))
        }
        for order in reversed(range(len(roles))):
            onward = self.counts[order + 1]
            for at in positions:
                stops = [stop for stop in ends[shape(roles[order])][at] if stop in onward]
                count = sum(onward[stop] for stop in stops) + onward.get(at, 0)
                if count:
                    self.stops[order][at], self.counts[order][at] = stops, count

    @property
    def count(self) -> int:
        """How many ways there are."""
        return self.counts[0].get(self.start, 0)

    def all(self) -> Iterator[tuple[tuple[str, int, int], ...]]:
        """Every way, blank columns included."""
        return self.onward(self.start, 0) if self.count else iter(())

    def onward(self, position: int, order: int) -> Iterator[tuple[tuple[str, int, int], ...]]:
        """Every assignment of the characters from `position` to the roles from `order` on."""
        if order == len(self.roles):
            yield ()
            return
        for stop in self.stops[order][position]:
            for rest in self.onward(stop, order + 1):
                yield ((self.roles[order], position, stop), *rest)
        if position in self.counts[order + 1]:
            yield from self.onward(position, order + 1)


def shape(role: str) -> re.Pattern[str]:
    """What a number of this role looks like."""
    return RATE if role == "execution_rate" else (AMOUNT if role in PRINTED_AMOUNTS else SHORT)


def piece_ends(run: GluedRun, position: int, end: int, pattern: re.Pattern[str]) -> list[int]:
    """Where a number that looks so may end which begins here; a mark for nothing is taken by any role."""
    if mark := MARK.match(run.folded, position, end):
        return [mark.end(), *([position + 1] if mark.end() > position + 1 else [])]
    last = next((cut for cut in range(position + 1, end) if cut in run.cuts), end)
    return [
        stop
        for stop in range(position + 1, last + 1)
        if pattern.fullmatch(run.folded, position, stop) and run.folded[stop : stop + 1] not in (".", ",")
    ]


def judged(
    run: GluedRun,
    spans: tuple[tuple[str, int, int], ...],
    roles: Sequence[str],
    total: Mapping[str, str],
    points: Decimal,
) -> NumberCut | None:
    """The cut with its proofs; None where its numbers contradict each other."""
    texts = {role: run.folded[start:stop] for role, start, stop in spans}
    value = {role: number for role, text in texts.items() if (number := number_in(text)) is not None}
    weight, score, rate = value.get("weight"), value.get("score"), value.get("execution_rate")
    worth = points if weight is None else weight
    if not 0 < worth <= points or (score is not None and score > worth):
        return None
    if value.get("executed") and value.get("adjusted_budget") == 0:
        return None
    has_sign = texts.get("execution_rate", "%").endswith("%")
    is_bare_rate = rate is not None and not has_sign and not (rate == 0 and texts.keys() >= set(POINTS))  # —0—
    if total and contradicts_total(value, total, is_bare_rate=is_bare_rate):
        return None
    if not has_sign and not is_share(value, texts, worth, is_part=bool(total)):
        return None
    amounts = [texts[role] for role in AMOUNTS if role in value]
    whole = [total[role] for role in AMOUNTS if number_in(total.get(role, "")) is not None]
    proofs = rate_proofs(value, texts) + 3 * (bool(amounts) and amounts == whole)
    if weight is not None and score is not None and rate is not None and has_sign:
        exact = Decimal(1).scaleb(-len(texts["score"].partition(".")[2]))
        proofs += abs(min(weight, weight * rate / HUNDRED) - score) < exact
    decimals = {len(text.partition(".")[2]) for text in amounts}
    has_all_amounts = all(role in value for role in roles if role in PRINTED_AMOUNTS)
    is_pointed = weight is None or score is not None or "score" not in roles  # a weight is printed with its score
    if decimals == {MONEY_DECIMALS} and has_all_amounts and is_pointed:
        proofs += 2
    blanks = len(roles) - len(spans)
    return NumberCut(spans, proofs, 2 * blanks + (len(decimals) > 1))


def contradicts_total(value: dict[str, Decimal], total: Mapping[str, str], *, is_bare_rate: bool) -> bool:
    """Whether a source of money has more than the year's total, points that are not the total's own, or a rate without
    its sign below one that has it."""
    if is_bare_rate and total.get("execution_rate", "").endswith("%"):
        return True
    if any(role in value and value[role] != number_in(total[role]) for role in POINTS if role in total):
        return True
    amounts = {role: number for role in AMOUNTS if (number := number_in(total.get(role, ""))) is not None}
    return any(value[role] > amounts.get(role, max(amounts.values())) for role in AMOUNTS if amounts and role in value)


def is_share(value: dict[str, Decimal], texts: dict[str, str], worth: Decimal, *, is_part: bool) -> bool:
    """Whether a rate without its sign is what was executed of the budget, as a share of one or in per cent, and the
    points are that share of theirs, a mark for none, or blank for a part; of nothing executed the rate is 0."""
    rate, executed, score = value.get("execution_rate"), value.get("executed"), value.get("score")
    budget = value.get("adjusted_budget") or value.get("initial_budget")
    if rate is None:
        return True  # a mark for nothing
    has_mark = MARK.fullmatch(texts.get("score", "")) is not None or (is_part and "score" not in texts)
    if not executed or not budget:
        return executed == rate == 0 and has_mark
    shares = [share for share in (rate, rate / HUNDRED) if abs(executed / budget - share) < SHARE_TOLERANCE]
    if score is None:
        return bool(shares) and has_mark
    decimals = len(texts["score"].partition(".")[2])
    exact = Decimal(1).scaleb(-decimals) if decimals else Decimal(0)
    return any(abs(score - worth * share) < exact or score == worth * share for share in shares)


def rate_proofs(value: dict[str, Decimal], texts: dict[str, str]) -> int:
    """How well the printed rate, as exactly as it is printed, speaks for the amounts: executed by the adjusted budget
    as the form defines it, by what arrived, or by the initial one as some compute it."""
    rate, executed = value.get("execution_rate"), value.get("executed")
    if rate is None or executed is None:
        return 0
    if not texts["execution_rate"].endswith("%"):
        return 3 if executed and not value.keys().isdisjoint(BUDGETS) else 0  # see is_share; a rate of 0 proves nothing
    exact = Decimal(1).scaleb(-len(texts["execution_rate"].rstrip("%").partition(".")[2]))
    budgets = [value[role] for role in BUDGETS if value.get(role)]
    proved = [abs(HUNDRED * executed / budget - rate) < exact for budget in budgets]
    if not executed or not rate:
        return int(any(proved))  # nothing, or next to nothing, of any budget is 0 %
    return 3 if proved[:1] == [True] else 2 * any(proved)


def number_in(text: str) -> Decimal | None:
    """The value of a number with or without a per cent sign; None for anything else, such as a mark or ²."""
    plain = text.rstrip("%").replace(",", "")
    return Decimal(plain) if PLAIN_NUMBER.fullmatch(plain) else None


def total_splits(run: GluedRun, position: int) -> list[tuple[tuple[tuple[int, int, Decimal], ...], int]]:
    """The ways to read the numbers after a label of the totals: the sum of the weights and the score, or one of them.

    Each is given with where it ends; another form may begin right below it, with its year.
    """
    numeric = TOTALS.match(run.folded, position)
    if numeric is None or DAMAGED_TOTAL.match(run.folded, position):
        return []
    inside = range(position + 1, numeric.end())
    end = next((at for at in inside if at in run.line_starts and YEAR.match(run.folded, at)), numeric.end())
    if end - position > MOST_DIGITS:
        return []
    found: list[tuple[tuple[tuple[int, int, Decimal], ...], int]] = []
    if SHORT.fullmatch(run.folded, position, end):
        found.append((((position, end, Decimal(run.folded[position:end])),), end))
    for cut in range(position + 1, end):
        is_weight = (
            SHORT.fullmatch(run.folded, position, cut) and Decimal(run.folded[position:cut]) >= LEAST_TOTAL_WEIGHT
        )
        if is_weight and SHORT.fullmatch(run.folded, cut, end):
            pair = (position, cut, Decimal(run.folded[position:cut])), (cut, end, Decimal(run.folded[cut:end]))
            found.append((pair, end))
    return found
