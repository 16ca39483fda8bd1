"""The audit rules as declared: one `.sql` file a rule, whose header comment says what the rule is.

Input: `etl/audit/rules/*.sql`. Output: `Rule` records in order of id. Stage: audit. The parser is strict: a header line
that is missing, doubled or unknown stops the build, and so does a parameter that the query does not use.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

RULES_FOLDER = Path(__file__).parent / "rules"
SEVERITIES = ("高", "中", "低")
BASIS_KINDS = ("已核实：", "通行做法：")
HEADER_KEYS = ("id", "title", "meaning", "severity", "basis", "field", "parameters")
HEADER_LINE = re.compile(r"^-- (?P<key>[a-z]+): (?P<value>\S.*)$")
PARAMETER = re.compile(
    r"^(?P<name>[a-z_0-9]+) = (?P<default>-?[\d.]+) \((?P<low>-?[\d.]+)\.\.(?P<high>-?[\d.]+)\) (?P<meaning>\S.*)$"
)
FIELD = re.compile(r"^(form|fund|indicator)\.[a-z_0-9]+$")


class InvalidRuleError(Exception):
    """A rule file does not say what every rule must say; the message names the file and the line to mend."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One threshold of a rule: its name in the query, default, allowed range and meaning; `chosen` by the bureau."""

    name: str
    default: float
    low: float
    high: float
    meaning: str
    chosen: float | None = None

    @property
    def value(self) -> float:
        """The value in force: what the bureau chose, else the default."""
        return self.default if self.chosen is None else self.chosen

    @property
    def words(self) -> str:
        """The parameter as the data dictionary says it."""
        default, low, high = (f"{number:,.15g}" for number in (self.default, self.low, self.high))  # no 1e+06
        chosen = "" if self.chosen is None else f"，本局取 {self.chosen:,.15g}"
        return f"{self.meaning}（{self.name}，默认 {default}，可取 {low} 至 {high}{chosen}）"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its header, and the query that returns the rows which break it; why it is off, where it is."""

    rule_id: str
    title: str
    meaning: str
    severity: str
    basis: str
    field: str
    parameters: tuple[Parameter, ...]
    query: str
    off_reason: str | None = None

    @property
    def values(self) -> dict[str, float]:
        """What to bind to the parameters of the query."""
        return {parameter.name: parameter.value for parameter in self.parameters}

    @property
    def parameters_text(self) -> str | None:
        """The parameters in one line for the data dictionary, None where the rule has none."""
        return "；".join(parameter.words for parameter in self.parameters) or None


def load_rules(folder: Path = RULES_FOLDER) -> tuple[Rule, ...]:
    """Every rule of the folder in order of id. Raises InvalidRuleError on a faulty header and on an id used twice."""
    rules = sorted((parse_rule(path.name, path.read_text("utf-8")) for path in folder.glob("*.sql")), key=_rule_id)
    for before, after in pairwise(rules):
        if before.rule_id == after.rule_id:
            raise InvalidRuleError(f"rule id {after.rule_id} is declared by two files")
    return tuple(rules)


def parse_rule(file_name: str, text: str) -> Rule:
    """One rule file as a record. Raises InvalidRuleError naming the file and what its header lacks."""
    header = _parse_header(file_name, text)
    for key in HEADER_KEYS:
        if not header[key]:
            raise InvalidRuleError(f"{file_name}: header line '-- {key}: …' is missing")
        if key != "parameters" and len(header[key]) > 1:
            raise InvalidRuleError(f"{file_name}: header line '-- {key}: …' stands twice")
    rule = Rule(
        rule_id=header["id"][0],
        title=header["title"][0],
        meaning=header["meaning"][0],
        severity=header["severity"][0],
        basis=header["basis"][0],
        field=header["field"][0],
        parameters=_parse_parameters(file_name, header["parameters"]),
        query=text,
    )
    _check_rule(file_name, rule)
    return rule


def _rule_id(rule: Rule) -> str:
    return rule.rule_id


def _parse_header(file_name: str, text: str) -> dict[str, list[str]]:
    header: dict[str, list[str]] = {key: [] for key in HEADER_KEYS}
    lines = text.splitlines()
    if not lines or not lines[0].startswith("-- one row per "):
        raise InvalidRuleError(f"{file_name}: the first line must say '-- one row per …'")
    for line in lines[1:]:
        if not line.startswith("--"):
            break
        found = HEADER_LINE.match(line)
        if found is None or found["key"] not in header:
            raise InvalidRuleError(f"{file_name}: not a header line: {line}")
        header[found["key"]].append(found["value"])
    return header


def _parse_parameters(file_name: str, lines: list[str]) -> tuple[Parameter, ...]:
    if lines == ["none"]:
        return ()
    parameters = []
    for line in lines:
        found = PARAMETER.match(line)
        if found is None:
            raise InvalidRuleError(f"{file_name}: a parameter reads 'name = default (min..max) meaning', not: {line}")
        default, low, high = float(found["default"]), float(found["low"]), float(found["high"])
        if not low <= default <= high:
            raise InvalidRuleError(f"{file_name}: default of {found['name']} lies outside its range")
        parameters.append(Parameter(found["name"], default, low, high, found["meaning"]))
    return tuple(parameters)


def _check_rule(file_name: str, rule: Rule) -> None:
    if not file_name.startswith(rule.rule_id.lower() + "_"):
        raise InvalidRuleError(f"{file_name}: the file name must start with its id {rule.rule_id.lower()}_")
    if rule.severity not in SEVERITIES:
        raise InvalidRuleError(f"{file_name}: severity must be one of {' '.join(SEVERITIES)}, not {rule.severity}")
    if not rule.basis.startswith(BASIS_KINDS):
        raise InvalidRuleError(f"{file_name}: basis must start with {' or '.join(BASIS_KINDS)}")
    if FIELD.match(rule.field) is None:
        raise InvalidRuleError(f"{file_name}: field must be section.field, such as indicator.score, not {rule.field}")
    statement = "\n".join(line for line in rule.query.splitlines() if not line.startswith("--"))
    used = set(re.findall(r"\$([a-z_0-9]+)", statement))
    declared = {parameter.name for parameter in rule.parameters}
    if used != declared:
        raise InvalidRuleError(f"{file_name}: declared and used parameters differ: {sorted(used ^ declared)}")
