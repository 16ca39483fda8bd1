"""What a bureau decides about the rules: which are off and why, and which thresholds it sets itself.

Input: the rules and the part [audit] of etl/settings.toml. Output: the rules as they are run. Stage: audit. A choice
that names no rule, no parameter or a value out of range stops the build: a typing error must not leave a rule on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from etl.audit.read_rules import Parameter, Rule


class InvalidChoiceError(Exception):
    """The settings name a rule or a threshold that does not exist; one Chinese sentence that says which."""


@dataclass(frozen=True, slots=True)
class BureauChoice:
    """`disabled`: the reason by rule id. `parameters`: the value by name, by rule id."""

    disabled: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def choose_rules(rules: tuple[Rule, ...], choice: BureauChoice) -> tuple[Rule, ...]:
    """The rules with the thresholds in force; a rule that is off says why. Raises InvalidChoiceError."""
    known = {rule.rule_id for rule in rules}
    for rule_id in (*choice.disabled, *choice.parameters):
        if rule_id not in known:
            raise InvalidChoiceError(f"etl/settings.toml 的 [audit] 写有不存在的规则 {rule_id}。")
    for rule_id, reason in choice.disabled.items():
        if not isinstance(reason, str) or not reason.strip():
            raise InvalidChoiceError(f"etl/settings.toml 停用规则 {rule_id} 须用一句话写明原因。")
    return tuple(_choose(rule, choice) for rule in rules)


def _choose(rule: Rule, choice: BureauChoice) -> Rule:
    chosen = dict(choice.parameters.get(rule.rule_id, {}))
    parameters = tuple(_set_value(rule.rule_id, one, chosen.pop(one.name, None)) for one in rule.parameters)
    if chosen:
        raise InvalidChoiceError(f"etl/settings.toml：规则 {rule.rule_id} 没有参数 {'、'.join(sorted(chosen))}。")
    return replace(rule, parameters=parameters, off_reason=choice.disabled.get(rule.rule_id))


def _set_value(rule_id: str, parameter: Parameter, value: object) -> Parameter:
    if value is None:
        return parameter
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not parameter.low <= float(str(value)) <= parameter.high:
        span = f"{parameter.low:.15g} 至 {parameter.high:.15g}"
        raise InvalidChoiceError(f"etl/settings.toml：规则 {rule_id} 的参数 {parameter.name} 只可取 {span}。")
    return replace(parameter, chosen=float(str(value)))
