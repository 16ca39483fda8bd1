"""Self-evaluation forms made up by hypothesis: rows of cells, so that a test can print them in any way.

Output: strategies for a Form, whose `rows` are the cells of a sound page, its level names merged.
"""

from dataclasses import dataclass

from hypothesis import strategies as st

LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)
WORDS = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
UNITS = ("次", "%", "天", "(人次)", "万人")
WIDTH = 8


@dataclass(frozen=True)
class Indicator:
    """What one row of the indicator table prints."""

    levels: tuple[str, str]
    name: str
    target: str
    actual: str
    weight: str
    score: str
    reason: str


@dataclass(frozen=True)
class Form:
    """A made-up form."""

    year: int
    project: str
    unit: str
    amounts: tuple[str, str, str]
    goal: str
    completion: str
    indicators: tuple[Indicator, ...]
    total: str

    @property
    def rows(self) -> list[list[str]]:
        """The cells of each line; the first rows are the title and the year, alone on their lines."""
        return [
            ["项目支出绩效自评表"],
            [f"（{self.year}年度）"],
            ["项目名称", "", self.project],
            ["主管部门", "", self.unit + "局", "", "实施单位", self.unit + "所"],
            ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["", "年度资金总额", *self.amounts, "10", "100.00%", "10"],
            ["", "其中：当年财政拨款", *self.amounts, "—", "100.00%", "—"],
            ["年度总体目标", "预期目标", "", "", "实际完成情况"],
            ["", self.goal, "", "", self.completion],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
            *self.indicator_rows,
            ["总分", "", "", "", "", "100", self.total],
        ]

    @property
    def indicator_rows(self) -> list[list[str]]:
        """The rows of the table; a level name is printed where it changes."""
        rows = []
        before = ("", "")
        for row in self.indicators:
            level1 = row.levels[0] if row.levels[0] != before[0] else ""
            level2 = row.levels[1] if row.levels != before else ""
            rows.append([level1, level2, row.name, row.target, row.actual, row.weight, row.score, row.reason])
            before = row.levels
        return rows


def words(minimum: int, maximum: int) -> st.SearchStrategy[str]:
    """Words that are no label of any form."""
    return st.text(WORDS, min_size=minimum, max_size=maximum)


amounts = st.decimals(0, 99999, places=2).map(str)


@st.composite
def indicator_tables(draw: st.DrawFn) -> tuple[Indicator, ...]:
    """One to six indicators under the level names in their usual order."""
    levels = sorted(draw(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=6)), key=LEVELS.index)
    table = []
    for level in levels:
        number = str(draw(st.integers(1, 999)))
        unit = draw(st.sampled_from(UNITS))
        weight = draw(st.integers(1, 50))
        score = draw(st.integers(0, weight))
        reason = draw(words(3, 9)) if score < weight else ""
        target = draw(st.sampled_from(["≥", "=", "≤"])) + number + unit
        actual = str(draw(st.integers(0, 999))) + unit
        table.append(Indicator(level, draw(words(2, 12)), target, actual, str(weight), str(score), reason))
    return tuple(table)


forms = st.builds(
    Form,
    year=st.integers(2015, 2030),
    project=words(3, 12),
    unit=words(2, 5),
    amounts=st.tuples(amounts, amounts, amounts),
    goal=words(5, 30),
    completion=words(5, 30),
    indicators=indicator_tables(),
    total=st.decimals(0, 100, places=2).map(str),
)


def printed(rows: list[list[str]], separator: str = "\t") -> str:
    """Rows as lines: a single cell alone on its line, other rows separated by tabs or framed in pipes."""
    lines = []
    for cells in rows:
        if len(cells) == 1:
            lines.append(cells[0])
        elif separator == "|":
            lines.append("| " + " | ".join(cells) + " |")
        else:
            lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"
