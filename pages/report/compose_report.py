"""The report of one unit or district, composed from the answers of the `report_` questions.

Input: rows of report_figures, report_executions, report_rules, report_indicators and report_reasons. Output: a Report
that fits a page. Side of the pages; no streamlit here. Every sentence has its figure and its source; what the forms do
not print is not said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.report.report_parts import BarChart, Report, Section, Sentence
from pages.wording.number_text import count_text, money_text, percent_text, points_text
from pages.wording.pooled_scope import years_text
from pages.wording.shortened_text import shorten_text

Row = Mapping[str, Any]
MOST_EXECUTIONS, MOST_RULES, MOST_INDICATORS, MOST_REASONS, MOST_BARS = 3, 6, 3, 4, 8
NAME_CHARACTERS = 22
NAMELESS = "未写名称的项目"
LOW_RATE = 0.8
NOTES = (
    "审核发现由规则自动得出，是核实的线索，不是处理结论；请对照原表逐条核实。",
    "金额按表内印出的单位折算为元后汇总；没有印出或无法换算的数字不计入，也不推测。",
)


@dataclass(frozen=True, slots=True)
class ReportRows:
    """The answers a report is composed of: one row of figures, and the lists in the order of their questions."""

    figures: Row
    executions: Sequence[Row]
    rules: Sequence[Row]
    indicators: Sequence[Row]
    reasons: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Names:
    """How a project is named: with its year where the report holds several years, as the name comes back every year."""

    has_years: bool

    def quoted(self, row: Row) -> str:
        """In a sentence."""
        return f"{self.year(row)}“{row['project_name'] or NAMELESS}”"

    def short(self, row: Row) -> str:
        """Beside a bar."""
        return f"{self.year(row)}{shorten_text(row['project_name'] or NAMELESS, NAME_CHARACTERS)}"

    def year(self, row: Row) -> str:
        """The year where it tells forms apart and is printed."""
        return f"{row['fiscal_year']} 年" if self.has_years and row["fiscal_year"] else ""


def compose_report(
    subject: str, rows: ReportRows, *, filters: Mapping[str, str], build_name: str, said: Sequence[str] = ()
) -> Report:
    """The report on `subject` of what the filters (in words, by title) left in the build; `said` is what must be
    said of all of it."""
    figures = rows.figures
    names = Names(has_years=figures["first_year"] != figures["last_year"])
    chosen = "；".join(f"{title}：{text}" for title, text in filters.items())
    parts = [one.removesuffix("。") for one in said]
    sections = [
        _basics(figures),
        _execution(figures, rows.executions, names),
        _scores(figures),
        _findings(figures, rows.rules, names),
        _indicators(rows.indicators, names),
        _reasons(figures, rows.reasons),
    ]
    return Report(
        title=f"{subject}{years_text(figures)}年度项目支出绩效自评质量审核情况",
        scope="；".join([*parts, f"数据批次 {build_name}", *([f"筛选 {chosen}"] if chosen else [])]),
        sections=[section for section in sections if section.sentences],
        notes=NOTES,
    )


def _basics(figures: Row) -> Section:
    parts = [
        f"{count_text(figures[key])} 张{title}"
        for key, title in (("self_evaluation_count", "绩效自评表"), ("target_declaration_count", "绩效目标申报表"))
        if figures[key]
    ]
    text = f"共收录 {count_text(figures['document_count'])} 份公开文件中的 {'、'.join(parts)}。"
    return Section("基本情况", [Sentence(text, f"项目表 {count_text(figures['form_count'])} 张")])


def _execution(figures: Row, executions: Sequence[Row], names: Names) -> Section:
    money = figures["money"]
    if not money["rated_count"]:
        return Section("预算执行", [])
    source = f"{count_text(money['rated_count'])} 张有预算数和执行数的自评表"
    sentences = [
        Sentence(
            f"全年预算数合计 {money_text(money['adjusted_budget_yuan'])}，执行数合计 "
            f"{money_text(money['executed_yuan'])}，总执行率 {percent_text(money['execution_rate'])}；"
            f"各项目执行率的中位数为 {percent_text(money['median_execution_rate'])}。",
            source,
        )
    ]
    if money["repeated_count"]:
        again = money_text(money["repeated_executed_yuan"])
        text = f"其中 {count_text(money['repeated_count'])} 张像是同一张表重复公开，执行数 {again} 在合计里多算了一次。"
        sentences.append(Sentence(text, "规则 A16"))
    if left_out := figures["self_evaluation_count"] - money["rated_count"]:
        sentences.append(Sentence(f"另有 {count_text(left_out)} 张自评表没有可用的资金数，未计入。", "项目表的资金栏"))
    if money["below_80_count"]:
        sentences.append(Sentence(f"执行率低于 80% 的项目有 {count_text(money['below_80_count'])} 个。", source))
    low = [row for row in executions if row["execution_rate"] < LOW_RATE]
    sentences += [
        Sentence(
            f"{names.quoted(row)}预算 {money_text(row['adjusted_budget_yuan'])}，执行 "
            f"{money_text(row['executed_yuan'])}，执行率 {percent_text(row['execution_rate'])}。",
            _printed_at(row),
            row["project_id"],
        )
        for row in low[:MOST_EXECUTIONS]
    ]
    shown = executions[:MOST_BARS]
    chart = BarChart(
        f"执行率最低的 {len(shown)} 个项目" if len(executions) > len(shown) else "各项目执行率",
        [names.short(row) for row in shown],
        [row["execution_rate"] for row in shown],
        [percent_text(row["execution_rate"]) for row in shown],
        "0.00%",
    )
    return Section("预算执行", sentences, [chart])


def _scores(figures: Row) -> Section:
    scores = figures["scores"]
    sentences = []
    if figures["with_total_count"]:
        sentences.append(
            Sentence(
                f"自评总分最低 {points_text(figures['lowest_total_points'])} 分，最高 "
                f"{points_text(figures['highest_total_points'])} 分，中位数 {figures['median_total_points']:.2f} 分。",
                f"{count_text(figures['with_total_count'])} 张印有总分的自评表",
            )
        )
    if scores["scored_count"]:
        source = f"{count_text(scores['scored_count'])} 个印有分值和得分的三级指标"
        share = percent_text(scores["full_count"] / scores["scored_count"])
        sentences.append(
            Sentence(f"{count_text(scores['full_count'])} 个指标自评满分，占 {share}。", source),
        )
        if scores["losing_count"]:
            sentences.append(
                Sentence(
                    f"{count_text(scores['losing_count'])} 个指标扣分，共扣 {points_text(scores['lost_points'])} 分。",
                    source,
                )
            )
        if scores["full_off_target_count"]:
            above = scores["full_above_equal_count"]  # above a target of =: off it, but not short of it
            told = f"（其中 {count_text(above)} 个目标用等号，完成值高于目标）" if above else ""
            text = f"{count_text(scores['full_off_target_count'])} 个指标完成值偏离目标值{told}，仍自评满分。"
            sentences.append(Sentence(text, source))
    return Section("自评得分", sentences)


def _findings(figures: Row, rules: Sequence[Row], names: Names) -> Section:
    if not rules:
        text = f"启用的 {figures['rules_on_count']:,} 条规则没有发现问题{_rules_off(figures)}。"
        if not figures["rules_on_count"]:
            text = f"{figures['rules_off_count']:,} 条规则全部停用，没有审核。"
        return Section("审核发现", [Sentence(text, f"项目表 {figures['form_count']:,} 张")])
    counts = {level: sum(row["finding_count"] for row in rules if row["severity"] == level) for level in "高中低"}
    total = Sentence(
        f"共发现 {sum(counts.values()):,} 条，其中"
        f"{'、'.join(f'{level} {count:,} 条' for level, count in counts.items())}；"
        f"{count_text(figures['severe_form_count'])} 张表有严重程度为高的问题。",
        f"启用的 {figures['rules_on_count']:,} 条规则中 {len({row['rule_id'] for row in rules}):,} 条的发现"
        f"{_rules_off(figures)}",
    )
    sentences = [total]
    for row in rules[:MOST_RULES]:
        example = row["example"]
        sentences.append(
            Sentence(
                f"{row['rule_title']}（{row['severity']}）{row['finding_count']:,} 条、{row['form_count']:,} 张表，"
                f"如{' ' * names.has_years}{names.quoted(example)}：{example['message']}",
                "，".join(text for text in (example["document_label"], example["place_text"]) if text),
                example["project_id"],
            )
        )
    if left := rules[MOST_RULES:]:
        rest = sum(row["finding_count"] for row in left)
        text = f"其余 {rest:,} 条，见页面“自评质量审核”。"
        sentences.append(Sentence(text, total.source))
    shown = sorted(rules, key=lambda row: -row["finding_count"])[:MOST_BARS]
    chart = BarChart(
        "发现最多的规则" if len(rules) > len(shown) else "各条规则的发现",
        [f"{row['rule_title']}（{row['severity']}）" for row in shown],
        [float(row["finding_count"]) for row in shown],
        [f"{row['finding_count']:,} 条" for row in shown],
        "#,##0",
    )
    return Section("审核发现", sentences, [chart])


def _rules_off(figures: Row) -> str:
    """What was not audited because rules are off."""
    return f"，另有 {figures['rules_off_count']:,} 条规则停用、没有审核" if figures["rules_off_count"] else ""


def _indicators(indicators: Sequence[Row], names: Names) -> Section:
    sentences = [
        Sentence(
            f"{names.quoted(row)}的指标“{row['level3_name'] or '未印名称'}”：目标 {row['target_text'] or '未填'}，完成 "
            f"{row['actual_text'] or '未填'}，分值 {points_text(row['weight_points'])}，得分 "
            f"{points_text(row['score_points'])}{_distance(row)}。" + _printed_reason(row["deviation_reason_text"]),
            _printed_at(row),
            row["project_id"],
        )
        for row in indicators[:MOST_INDICATORS]
    ]
    return Section("扣分和偏离目标最多的指标", sentences)


def _reasons(figures: Row, reasons: Sequence[Row]) -> Section:
    sentences = []
    if reasons:
        named = "、".join(f"{row['reason_class_name']}（{row['reason_count']:,}）" for row in reasons[:MOST_REASONS])
        text_count = sum(row["reason_count"] for row in reasons)
        sentences.append(Sentence(f"填写的偏差原因主要是：{named}。", f"偏差原因归类 {text_count:,} 处"))
    scores = figures["scores"]
    if scores["no_reason_count"]:
        sentences.append(
            Sentence(
                f"{count_text(scores['no_reason_count'])} 个扣分的指标没有说明原因。",
                f"{count_text(scores['losing_count'])} 个扣分的三级指标",
            )
        )
    return Section("偏差原因", sentences)


def _distance(row: Row) -> str:
    rate = row["distance_rate"]
    if not rate:
        return ""
    word = "偏离" if row["target_operator"] == "=" else "优于" if rate > 0 else "差于"
    return f"，{word}目标 {percent_text(abs(rate))}"


def _printed_reason(text: str | None) -> str:
    return f"原因：{text.rstrip('。')}。" if text else "没有说明原因。"


def _printed_at(row: Row) -> str:
    line = f"，第 {row['line_no']} 行" if row["line_no"] else ""
    return f"{row['document_label']}{line}"
