"""Goals and completions that repeat each other: within one form, inside one unit, across years and across units.

Input: rows of core_project with their keys (`goal_key`, `completion_key`). Output: rows of core_text_copy. Stage: link.

Texts of one field and one form type are grouped around leaders: equal keys first, then keys that are nearly equal, and
keys that stand whole inside another. Such texts share at least one whole clause, so a text is compared only with the
few leaders that share the most clauses with it; no text is compared with all others, and the result does not depend on
the order of the rows.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from rapidfuzz.distance import Levenshtein

SAME_TEXT_FROM = 0.85
"""Similarity from which two texts are one text with changes; below it they share phrases of the trade."""
SHORTEST_TEXT, SHORTEST_CLAUSE, SHORTEST_CONTAINED = 15, 6, 40
"""Characters without punctuation: shorter goals (确保正常运行) are written alike without being copied.
A text inside another must be longer: a goal may rightly hold the one sentence of another."""
LONGEST_COMPARED = 20_000
LEADERS_PER_CLAUSE, LEADERS_COMPARED = 12, 6
CLAUSE_END = re.compile(r"[，。；、：！？,;:!?\s]+")
FIELDS = ("goal", "completion")
CLUSTER_ID_LENGTH = 12
WITHIN_FORM, WITHIN_UNIT, OTHER_YEAR, ACROSS_UNITS = "form", "unit", "year", "across"
UNIT_UNKNOWN = "unknown"
"""One of the two forms prints neither unit nor department: nobody can say whether both are of one unit."""

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Text:
    """One text of one form with what tells whose it is."""

    project_id: str
    field_name: str
    key: str
    clauses: tuple[str, ...]
    owner: str | None
    year: int | None


Owners = Mapping[str | None, Mapping[int | None, Sequence[Text]]]
"""Texts that are one text, by owner and year, two each at most."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Texts that are one text: the key of the leader, and the members in order of project."""

    leader: str
    members: tuple[Text, ...]


def find_text_copies(projects: Sequence[Row]) -> list[dict[str, object]]:
    """One row of core_text_copy for each text and scope in which it repeats another text.

    Columns relied on: project_id, form_type, fiscal_year, division_code, department_name, unit_name, goal_text,
    goal_key, completion_text, completion_key.
    """
    by_project = {str(row["project_id"]): row for row in projects}
    rows = [row for form in projects for row in _copies_within_form(form)]
    for kind in sorted({str(row["form_type"]) for row in projects}):
        for field_name in FIELDS:
            texts = [text for row in projects if row["form_type"] == kind for text in _text_of(row, field_name)]
            for cluster in cluster_texts(texts):
                rows.extend(_copies_of_cluster(cluster, by_project))
    return sorted(rows, key=lambda row: tuple(str(row[name]) for name in ("project_id", "field_name", "copy_scope")))


def cluster_texts(texts: Iterable[Text]) -> Iterator[Cluster]:
    """The texts that stand at least twice, grouped around the leader that they equal or nearly equal."""
    by_key: dict[str, list[Text]] = defaultdict(list)
    for text in sorted(texts, key=lambda text: text.project_id):
        by_key[text.key].append(text)
    members: dict[str, list[Text]] = {}
    leaders_of: dict[str, list[str]] = defaultdict(list)
    for key in sorted(by_key, key=lambda key: (-len(by_key[key]), len(key), key)):
        clauses = by_key[key][0].clauses
        leader = _nearest_leader(key, clauses, leaders_of)
        if leader is None:
            leader = key
            for clause in clauses:
                if len(leaders_of[clause]) < LEADERS_PER_CLAUSE:
                    leaders_of[clause].append(key)
        members.setdefault(leader, []).extend(by_key[key])
    for leader, found in members.items():
        if len(found) > 1:
            yield Cluster(leader, tuple(sorted(found, key=lambda text: text.project_id)))


def measure_similarity(key: str, other: str, lowest: float = 0.0) -> float:
    """The share of characters that need no change to turn the longer key into the other; 0 where below `lowest`."""
    found = Levenshtein.normalized_similarity(key[:LONGEST_COMPARED], other[:LONGEST_COMPARED], score_cutoff=lowest)
    return round(float(found), 4)


def is_contained(key: str, other: str) -> bool:
    """Whether the shorter of two different texts stands whole inside the longer one, and is long enough to tell."""
    shorter, longer = sorted((key, other), key=len)
    return SHORTEST_CONTAINED <= len(shorter) < len(longer) and shorter in longer


def _nearest_leader(key: str, clauses: Sequence[str], leaders_of: Mapping[str, list[str]]) -> str | None:
    """The leader that a text nearly equals or shares whole, of equally near ones the first in order of text."""
    shared = Counter(leader for clause in clauses for leader in leaders_of.get(clause, ()))
    likely = nsmallest(LEADERS_COMPARED, shared, key=lambda leader: (-shared[leader], leader))
    found = [(measure_similarity(key, leader, SAME_TEXT_FROM), leader) for leader in likely]
    near = [(-similarity, leader) for similarity, leader in found if similarity or is_contained(key, leader)]
    return min(near)[1] if near else None


def _text_of(row: Row, field_name: str) -> Iterator[Text]:
    """The text of one field of a form, where it is long enough to be told from a set phrase."""
    key, printed = row[f"{field_name}_key"], row[f"{field_name}_text"]
    if not isinstance(key, str) or not isinstance(printed, str) or len(key) < SHORTEST_TEXT:
        return
    named = tuple(dict.fromkeys(part for part in CLAUSE_END.split(printed) if len(part) >= SHORTEST_CLAUSE))
    year = row["fiscal_year"]
    is_named = bool(row["department_name"] or row["unit_name"])
    owner = "|".join(str(row[name] or "") for name in ("division_code", "department_name", "unit_name"))
    yield Text(
        str(row["project_id"]), field_name, key, named or (key[:SHORTEST_TEXT],), owner if is_named else None,
        year if isinstance(year, int) else None,
    )  # fmt: skip


def _copies_within_form(form: Row) -> Iterator[dict[str, object]]:
    """The row of a form whose completion repeats its goal."""
    for goal, completion in zip(_text_of(form, "goal"), _text_of(form, "completion"), strict=False):
        is_copy = measure_similarity(goal.key, completion.key, SAME_TEXT_FROM) or is_contained(goal.key, completion.key)
        if is_copy:
            yield _copy_row(form, completion, WITHIN_FORM, goal, Cluster(goal.project_id, (goal, completion)))


def _copies_of_cluster(cluster: Cluster, by_project: Mapping[str, Row]) -> Iterator[dict[str, object]]:
    """For each member the first other text of its unit and year, of its unit in another year, of another unit, and one
    of which it is not known whose it is."""
    owners: dict[str | None, dict[int | None, list[Text]]] = {}
    for text in cluster.members:
        first_two = owners.setdefault(text.owner, {}).setdefault(text.year, [])
        if len(first_two) < 2:
            first_two.append(text)
    for text in cluster.members:
        for scope, other in _others(text, owners):
            yield _copy_row(by_project[text.project_id], text, scope, other, cluster)


def _others(text: Text, owners: Owners) -> Iterator[tuple[str, Text]]:
    unknown = _first_of(text, owners, [owner for owner in owners if owner is None or text.owner is None])
    if unknown is not None:
        yield UNIT_UNKNOWN, unknown
    if text.owner is None:
        return
    own = owners[text.owner]
    beside = next((other for other in own[text.year] if other.project_id != text.project_id), None)
    if beside is not None:
        yield WITHIN_UNIT, beside
    years = [year for year in own if year != text.year and year is not None]
    if years and text.year is not None:
        before = [year for year in years if year < text.year]
        yield OTHER_YEAR, own[max(before) if before else min(years)][0]
    foreign = _first_of(text, owners, [owner for owner in owners if owner not in (text.owner, None)])
    if foreign is not None:
        yield ACROSS_UNITS, foreign


def _first_of(text: Text, owners: Owners, asked: Sequence[str | None]) -> Text | None:
    """The first text of other forms of the first of these owners that has one, of the same year where it has any."""
    for owner in asked:
        of_year = owners[owner].get(text.year, ())
        others = (other for texts in (of_year, *owners[owner].values()) for other in texts)
        found = next((other for other in others if other.project_id != text.project_id), None)
        if found is not None:
            return found
    return None


def _copy_row(form: Row, text: Text, scope: str, other: Text, cluster: Cluster) -> dict[str, object]:
    """One row of core_text_copy."""
    seed = f"{scope == WITHIN_FORM}|{text.field_name}|{form['form_type']}|{cluster.leader}"
    return {
        "fiscal_year": form["fiscal_year"],
        "division_code": form["division_code"],
        "project_id": text.project_id,
        "field_name": text.field_name,
        "copy_scope": scope,
        "other_project_id": other.project_id,
        "other_field_name": other.field_name,
        "text_similarity": measure_similarity(text.key, other.key),
        "is_contained": is_contained(text.key, other.key),
        "character_count": len(text.key),
        "cluster_id": hashlib.sha256(seed.encode()).hexdigest()[:CLUSTER_ID_LENGTH],
        "member_count": len(cluster.members),
    }
