"""Documents of made-up forms for measuring: the same seed gives the same contents, and no two forms are alike.

Output: MadeTables, rows of cells that name their spans, for `written_formats` to print in any format. Every name and
figure is drawn by chance from word lists; the layouts are those that departments print.
"""

import random
from dataclasses import dataclass

LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)
PLACES = ("东岭", "西川", "南浦", "北苑", "青石", "白塘", "金沙", "银杏", "长桥", "安和")
OBJECTS = ("河道", "路灯", "校舍", "档案", "泵站", "绿地", "图书", "水表", "围墙", "站台", "农渠", "展柜")
DEEDS = ("维护", "改造", "采购", "整治", "培训", "巡查", "更新", "检测", "修缮", "管护")
UNITS = ("次", "个", "公里", "人次", "台", "份", "户", "处")
REASONS = (
    "前期手续办理时间较长，年内未全部完工，下年加快进度",
    "受汛期影响工期顺延，将优化施工组织",
    "参训人数少于预期，将提前通知",
)
ROWS_OF_LEVEL = (2, 4)
EXECUTION_SCORE = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """What a form prints above the columns of its indicators, and what of an indicator stands in each."""

    headings: tuple[str, ...]
    columns: tuple[str, ...]


LEVEL_HEADINGS, LEVEL_COLUMNS = ("一级指标", "二级指标", "三级指标"), ("level1", "level2", "level3")
USUAL = Layout(
    (*LEVEL_HEADINGS, "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    (*LEVEL_COLUMNS, "operator+value+unit", "actual", "weight", "score", "reason"),
)
TARGET_IN_THREE = Layout(
    (*LEVEL_HEADINGS, "指标性质", "指标值", "度量单位", "实际完成值", "分值", "得分", "未完成原因"),
    (*LEVEL_COLUMNS, "operator", "value", "unit", "actual", "weight", "score", "reason"),
)
WEIGHT_FIRST = Layout(
    (*LEVEL_HEADINGS, "分值", "年度指标值", "全年完成值", "得分", "备注"),
    (*LEVEL_COLUMNS, "weight", "operator+value+unit", "actual", "score", "reason"),
)
LAYOUTS = (USUAL, TARGET_IN_THREE, WEIGHT_FIRST)


@dataclass(frozen=True, slots=True)
class MadeCell:
    """A cell and the columns and rows that it takes up."""

    text: str
    columns: int = 1
    rows: int = 1


MadeRow = list[MadeCell | None]  # an entry for each column: None where a cell to the left or above reaches
MadeTable = list[MadeRow]


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """Some forms, each a title and a table, and how many indicators they print."""

    forms: list[tuple[str, MadeTable]]
    indicator_count: int

    @property
    def text_bytes(self) -> int:
        """The size of the printed text in UTF-8."""
        cells = (cell for title, table in self.forms for row in table for cell in row if cell is not None)
        return sum(len(title.encode()) for title, _ in self.forms) + sum(len(cell.text.encode()) for cell in cells)


def make_document(seed: int, form_count: int) -> MadeDocument:
    """A document of so many forms, in a layout that follows from the seed."""
    dice = random.Random(seed)
    layout = LAYOUTS[seed % len(LAYOUTS)]
    forms, indicator_count = [], 0
    for _ in range(form_count):
        indicators = made_indicators(dice)
        indicator_count += len(indicators)
        title = f"{dice.randint(2019, 2026)}年度项目支出绩效自评表"
        total = str(sum(int(indicator["score"]) for indicator in indicators) + EXECUTION_SCORE)
        forms.append((title, head_rows(dice) + indicator_rows(indicators, layout, total)))
    return MadeDocument(forms, indicator_count)


def named(dice: random.Random) -> str:
    """Something to do somewhere."""
    return dice.choice(PLACES) + dice.choice(OBJECTS) + dice.choice(DEEDS)


def made_indicators(dice: random.Random) -> list[dict[str, str]]:
    """Indicators under every level name; two rows share a level, and a lost point has a reason."""
    rows = []
    for level1, level2 in LEVELS:
        for _ in range(dice.randint(*ROWS_OF_LEVEL)):
            value, weight, unit = dice.randint(2, 900), dice.randint(2, 8), dice.choice(UNITS)
            score = weight - dice.choice((0, 0, 0, 1))
            rows.append(
                {
                    "level1": level1,
                    "level2": level2,
                    "level3": f"{named(dice)}{dice.choice(('数量', '覆盖情况', '完成情况', '达标情况'))}",
                    "operator": dice.choice(("≥", "=", "≤")),
                    "value": str(value),
                    "unit": unit,
                    "actual": f"{value}{unit}",
                    "weight": str(weight),
                    "score": str(score),
                    "reason": "" if score == weight else dice.choice(REASONS),
                }
            )
    return rows


def full(*cells: MadeCell) -> MadeRow:
    """Cells that name their spans as a row with an entry for each column."""
    return [entry for cell in cells for entry in (cell, *[None] * (cell.columns - 1))]


def head_rows(dice: random.Random) -> MadeTable:
    """Name, department, money and goals: ten columns wide."""
    budget = dice.randint(10_000, 90_000_000) / 100
    executed = round(budget * dice.uniform(0.6, 1), 2)
    rate = f"{executed / budget:.2%}"
    amounts = [MadeCell(f"{amount:.2f}", 1) for amount in (budget, budget, executed)]
    goal = "，".join(f"完成{named(dice)}{dice.randint(2, 90)}项" for _ in range(dice.randint(3, 8)))
    return [
        full(MadeCell("项目名称", 2), MadeCell(named(dice) + "项目", 8)),
        full(MadeCell("主管部门", 2), MadeCell(named(dice)[:2] + "水务局", 3), MadeCell("实施单位", 2), MadeCell(
            named(dice)[:2] + "管理所", 3)),
        full(MadeCell("项目资金（万元）", 2), MadeCell(""), *map(MadeCell, (
            "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")), MadeCell("")),
        full(MadeCell("", 2), MadeCell("年度资金总额"), *amounts, MadeCell("10"), MadeCell(rate),
             MadeCell(str(EXECUTION_SCORE)), MadeCell("")),
        full(MadeCell("", 2), MadeCell("其中：当年财政拨款"), *amounts, MadeCell("—"), MadeCell(rate), MadeCell("—"),
             MadeCell("")),
        full(MadeCell("年度总体目标", 2), MadeCell("预期目标", 4), MadeCell("实际完成情况", 4)),
        full(MadeCell("", 2), MadeCell(goal + "。", 4), MadeCell("已" + goal + "。", 4)),
    ]  # fmt: skip


def indicator_rows(indicators: list[dict[str, str]], layout: Layout, total: str) -> MadeTable:
    """A header, the indicators below it, and the row that prints the total of the scores."""
    sums = {"weight": "100", "score": total}
    total_row: MadeRow = [MadeCell("总分"), *(MadeCell(sums.get(column, "")) for column in layout.columns[1:])]
    return [*merged_rows(indicators, layout), total_row]


def merged_rows(indicators: list[dict[str, str]], layout: Layout) -> MadeTable:
    """A header and the indicators below it; equal level names that follow each other are one merged cell."""
    rows: MadeTable = [full(*map(MadeCell, layout.headings))]
    for number, indicator in enumerate(indicators):
        row: MadeRow = []
        for column in layout.columns:
            text = "".join(indicator[part] for part in column.split("+"))
            if column not in ("level1", "level2"):
                row.append(MadeCell(text))
            elif number and indicators[number - 1][column] == text:
                row.append(None)
            else:
                row.append(MadeCell(text, 1, run_length(indicators[number:], column)))
        rows.append(row)
    return rows


def run_length(indicators: list[dict[str, str]], column: str) -> int:
    """How many indicators from the first on have its text in a column."""
    first = indicators[0][column]
    return next((n for n, row in enumerate(indicators) if row[column] != first), len(indicators))
