"""Two forms saved in every format by LibreOffice, from one page: run by hand when the forms change.

`python -m tests.readers.save_in_every_format FOLDER` writes forms.<format> for each format into the folder. The first
form merges level names over rows, the second goes over a page's end. Names and figures are made up, and are such that
a spreadsheet program keeps them as they are typed.
"""

import subprocess
import sys
from pathlib import Path

TEXT_FORMATS = ("docx", "doc", "rtf", "pdf")  # made from the .odt, which is made from the page
SHEET_FORMATS = ("xls", "ods", "csv")  # made from the .xlsx, which is made from the page
CSV_IN_UTF_8 = "csv:Text - txt - csv (StarCalc):44,34,76"
HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
FIRST = (
    ("产出指标", "数量指标", "清淤河道长度", "≥12.5公里", "12.8公里", "20", "20", ""),
    ("产出指标", "数量指标", "修复护岸段数", "≥36段", "34段", "10", "9.5", "两段护岸因征地未完工，列入下年计划"),
    ("产出指标", "质量指标", "验收合格率", "≥98%", "100%", "10", "10", ""),
    ("产出指标", "时效指标", "完工及时率", "100%", "95%", "10", "9", "汛期停工二十天"),
    ("效益指标", "社会效益指标", "受益村庄数", "≥8个", "8个", "20", "20", ""),
    ("效益指标", "可持续影响指标", "管护制度健全性", "健全", "健全", "10", "10", ""),
    ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", "93.5%", "10", "10", ""),
)
LAMPS = tuple(
    ("产出指标", "数量指标", f"第{number}片区更换路灯数量", f"≥{30 + number}盏", f"{31 + number}盏", "4", "4", "")
    for number in range(1, 21)
)
SECOND = (
    *LAMPS,
    ("效益指标", "社会效益指标", "夜间出行便利程度", "明显改善", "明显改善", "5", "5", ""),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥85%", "88%", "5", "4.5", "个别路段照度不足，将加装灯头"),
)


def row(*cells: tuple[str, int] | str) -> str:
    """A row of a page's table; a cell may name how many columns it takes up."""
    parts = []
    for cell in cells:
        text, columns = (cell, 1) if isinstance(cell, str) else cell
        parts.append(f'<td colspan="{columns}">{text}</td>')
    return f"<tr>{''.join(parts)}</tr>"


def indicator_rows(indicators: tuple[tuple[str, ...], ...]) -> str:
    """The rows of an indicator table; equal level names that follow each other are one cell."""
    rows = []
    for number, indicator in enumerate(indicators):
        cells = []
        for column, text in enumerate(indicator):
            span = 1
            if column < 2:
                if number and indicators[number - 1][: column + 1] == indicator[: column + 1]:
                    continue
                span = sum(other[: column + 1] == indicator[: column + 1] for other in indicators)
            cells.append(f'<td rowspan="{span}">{text}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "".join(rows)


def form(year: str, name: str, money: tuple[str, ...], indicators: tuple[tuple[str, ...], ...], total: str) -> str:
    """One form as its title and table."""
    table = [
        row(("项目名称", 2), (name, 6)),
        row(("主管部门", 2), ("某某县水务局", 3), ("实施单位", 1), ("某某县河道管理所", 2)),
        row(("项目资金（万元）", 2), "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        row(("年度资金总额", 2), *money[:3], "10", money[3], money[4]),
        row(("其中：当年财政拨款", 2), *money[:3], "—", money[3], "—"),
        row(("年度总体目标", 2), ("预期目标", 3), ("实际完成情况", 3)),
        row(("", 2), ("按计划完成全年任务，设施完好。", 3), ("已完成全年任务，个别点位延期。", 3)),
        row(*HEADS),
        indicator_rows(indicators),
        row(("总分", 5), "100", total, ""),
    ]
    return f"<p>{year}年度项目支出绩效自评表</p><table border='1'>{''.join(table)}</table>"


def page() -> str:
    """Both forms as one page."""
    first = form("2023", "城北河道整治项目", ("320", "356.5", "342.24", "96%", "9.6"), FIRST, "98.1")
    second = form("2024", "路灯更换项目", ("88", "88", "88", "100%", "10"), SECOND, "99.5")
    return f"<html><head><meta charset='utf-8'></head><body>{first}{second}</body></html>"


def convert(folder: Path, source: str, target: str, *options: str) -> None:
    """Run LibreOffice on one file of the folder."""
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options]
    subprocess.run([*command, "--convert-to", target, "--outdir", folder, folder / source], check=True)


def main(folder: Path) -> None:
    """Write every file."""
    (folder / "forms.html").write_text(page(), "utf-8")
    convert(folder, "forms.html", "odt", "--infilter=HTML (StarWriter)")
    for target in TEXT_FORMATS:
        convert(folder, "forms.odt", target)
    convert(folder, "forms.html", "xlsx", "--infilter=HTML (StarCalc)")
    for target in SHEET_FORMATS:
        convert(folder, "forms.xlsx", CSV_IN_UTF_8 if target == "csv" else target)
    convert(folder, "forms.odt", "html:HTML (StarWriter)")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
