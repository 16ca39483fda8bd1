"""Originals in which every text that a form prints carries a payload, for tests that read, show and download them.

Input: an empty folder. Output: documents, their register and a declared correction, all invented; each payload stands
in every text of a form of its own. A browser that runs one sets `window.ran`; one that follows one asks evil.example.
"""

import csv
import hashlib
import shutil
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
MARKER = "ran"
FOREIGN = "evil.example"
PAYLOADS = {
    "script": "<script>window.ran=1</script>",
    "image": f'<img src="http://{FOREIGN}/i.png" onerror="window.ran=1">',
    "frame": '<iframe srcdoc="<script>parent.ran=1</script>"></iframe><svg onload="window.ran=1">',
    "style": f'<style>@import "http://{FOREIGN}/s.css";</style><details open ontoggle="window.ran=1">',
    "markdown": f"![图](http://{FOREIGN}/m.png) [链](http://{FOREIGN}/l) __粗__ *斜* `码` # 头",
    "address": f"http://{FOREIGN}/a www.{FOREIGN} a@{FOREIGN} <http://{FOREIGN}/b>",
    "latex": r"$\LaTeX$ $$x^2$$ \(y\)",
    "directive": ":material/home: :red[红] :blue-badge[徽] :streamlit: :sunglasses: ~~删~~",
    "entity": "&amp;lt;script&amp;gt;window.ran=1&amp;lt;/script&amp;gt; &amp;#60;img onerror=window.ran=1&amp;#62;",
    "plotly": '&lt;b&gt;粗&lt;/b&gt;&lt;a href="javascript:window.ran=1"&gt;链&lt;/a&gt;&lt;sub&gt;下&lt;/sub&gt; %{x}',
    "javascript": "[链](javascript:window.ran=1) javascript:window.ran=1",
    "unseen": "\u2066甲\u061c乙\u2069\u009b丙\u206f",
    "hyperlink": f'=HYPERLINK("http://{FOREIGN}","点")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "template": "{{7*7}} ${7*7} <%= 7*7 %> {x!r}",
    "wildcard": "100% _ %_% *? [a-z]",
    "statement": "'; drop table mart_project; --\"",
}
FORMULAS = ("hyperlink", "command")
"""What a spreadsheet runs only where it is the first of a cell."""
PLACES = ("上海市宝山区", "上海市普陀区", "成都市郫都区")
FORM = """项目支出绩效自评表
（{year}年度）
项目名称		{start}木偶修缮费{text}
主管部门		{place}木偶局{text}		实施单位	{place}木偶所{text}
项目资金（万元）		年初预算数	全年预算数	全年执行数	分值	执行率	得分
	年度资金总额	20.00	18.50	{executed}	10	92.00%	9.20
	其中：当年财政拨款	20.00	18.50	17.02	—	92.00%	—
	其他资金{text}				—		—
年度总体目标	预期目标			实际完成情况
	{start}每月修缮{text}			{start}共修缮十一次{text}
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因分析及改进措施
产出指标	数量指标	{start}修缮次数{text}	≥12次	11次	50	45	{start}人员不足{text}，加强培训
	质量指标{text}	修缮质量{text}	{start}整洁{text}	{start}基本整洁{text}	20	15	按计划
效益指标	社会效益指标	{text}木偶完好	整洁	整洁	10	10	{start}{text}
满意度指标	服务对象满意度指标	观众满意度	≥90%	93%	10	10	按计划
总分					100	89.20
评分等级	优{text}
没有栏目的一行{text}
"""
DECLARATION = """财政支出项目绩效目标申报表

(2022年)

申报单位名称：{place}木偶局{text}

项目名称	{start}木偶修缮费{text}
开始时间	2022年1月	结束时间	2022年12月
项目概况	{start}逐件修缮{text}
立项依据	{start}依据{text}
项目设立的必要性	{start}必要{text}
保证项目实施的制度、措施	{start}制度{text}
项目总预算（元）	230000.00	项目当年预算（元）	120000.00
	子项目名称	预算金额（元）
项目当年投入资金构成	材料费{text}	80000.00
	人工费{text}	40000.00
项目实施计划	{start}三月启动{text}
项目总目标	{start}修缮全部{text}
年度绩效目标	{start}修缮四百件{text}

分解目标

一级指标	二级指标	三级指标	指标目标值
------	------	------	-------

投入和管理目标	项目管理	立项规范性	规范
产出目标	数量目标	修缮次数{text}	≥12次{text}
影响力目标	满意度目标	观众满意度	≥90%
备注	{text}
"""
CORRECTION = """[[correction]]
document = "{sha256}"
form_no = 1
section = "indicator"
row_no = 1
field_name = "actual"
expected_text = "11次"
corrected_text = '10次<img src=x onerror=window.ran=1>'
reason = '<script>window.ran=1</script> ![](http://evil.example/c.png) :red[更正]'
basis = '[公告](javascript:window.ran=1) $x$'
declared_by = "绩效科"
declared_on = 2024-03-11
expires_on = 2099-03-11
"""
NOTICE = f"=1+1 <script>window.ran=1</script>![图](http://{FOREIGN}/n.png) :red[红]"
PICTURED = PROJECT / "tests" / "golden" / "form_saved_as_pdf" / "source.pdf"


def write_hostile_originals(folder: Path) -> tuple[Path, Path]:
    """Write the documents below a folder; returns the folders of the originals and of the corrections."""
    originals, corrections = folder / "originals", folder / "corrections"
    originals.mkdir(parents=True)
    corrections.mkdir()
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        document = originals / f"{number:02d} {file_name_text(payload)}.txt"
        document.write_text(filled_in(FORM, number, name, payload), "utf-8")
        declaration = originals / f"申报 {document.name}"
        declaration.write_text(filled_in(DECLARATION, number, name, payload), "utf-8")
        if name == "script":
            sha256 = hashlib.sha256(document.read_bytes()).hexdigest()
            (corrections / "hostile.toml").write_text(CORRECTION.format(sha256=sha256), "utf-8")
    (originals / f"空 {file_name_text(PAYLOADS['image'])}.txt").write_bytes(b"")
    (originals / "build_notice.txt").write_text(NOTICE, "utf-8")
    shutil.copy(PICTURED, originals / f"图 {file_name_text(PAYLOADS['image'])}.pdf")
    write_register(originals)
    return originals, corrections


def filled_in(form: str, number: int, name: str, payload: str) -> str:
    """A form whose every text carries the payload; formulas also where a cell begins."""
    return form.format(
        year=2022 + number % 2,
        place=PLACES[number % len(PLACES)],
        executed=f"{20 - number % 5}.02",  # the first one has spent more than it had
        text=payload,
        start=payload if name in FORMULAS else "",
    )


def file_name_text(payload: str) -> str:
    """A payload as a name of a file may hold it, cut to a length that every file system takes."""
    return payload.replace("/", "∕").replace("\u009b", "")[:60].strip()


def write_register(originals: Path) -> None:
    """The manifest, with hostile publishers and addresses."""
    columns = ["file_path", "sha256", "byte_count", "publisher_name", "source_url", "collected_date", "note"]
    payloads = list(PAYLOADS.values())
    with (originals / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for number, document in enumerate(sorted(path for path in originals.iterdir() if path.suffix != ".csv")):
            content = document.read_bytes()
            payload = payloads[number % len(payloads)]
            described = [f"公布者{payload}", f"javascript:window.ran=1//{payload}", "", payload]
            writer.writerow([document.name, hashlib.sha256(content).hexdigest(), str(len(content)), *described])
