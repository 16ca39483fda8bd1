"""Why a document gives no project: said of what it prints, and never of pages that could not be read."""

from dataclasses import replace

import pytest

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import ReadingProblem
from tests.readers.made_documents import make_docx, make_xlsx

NOTICE = "青溪县财政局关于开展项目支出绩效自评的通知\n各单位：\n项目名称、主管部门应与批复一致。\n青溪县财政局\n"
NOTES = "填表说明\n项目名称按批复填写。\n"
UNREAD = ReadingProblem("columns_not_resolved", "第 2 页的表格没有框线，分不清单元格，没有读取。", "中")


def reason(text: str, *problems: ReadingProblem) -> tuple[str, str]:
    grid = replace(read_grid(text.encode(), "a.txt"), problems=problems)
    (aside,) = read_forms(grid).set_aside
    return aside.code, aside.reason


def test_a_notice_is_called_by_its_title() -> None:
    code, text = reason(NOTICE)
    assert code == "regulation"
    assert text == "这是通知、制度一类的文件（“青溪县财政局关于开展项目支出绩效自评的通知”），不是项目表，未采用。"


def test_words_that_stand_in_a_sentence_are_not_called_missing() -> None:
    code, text = reason(NOTES)
    assert code == "no_form"
    assert "文中有“项目名称”字样" in text


def test_a_page_whose_table_was_not_read_is_the_reason() -> None:
    assert reason(NOTES, UNREAD) == (
        "columns_not_resolved",
        "没有读到项目表：第 2 页的表格没有框线，分不清单元格，没有读取。",
    )
    assert reason(NOTICE, UNREAD)[0] == "regulation"


OBJECT = '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:o" ProgID="{}"/></w:object></w:r></w:p>'
FRAMES = b'<html><frameset><frame src="sheet001.htm"></frameset></html>'
HIDDEN_SHEET = make_xlsx('<sheetData><row><c t="str"><v>1</v></c></row></sheetData>', sheet_state='state="hidden"')


@pytest.mark.parametrize(
    ("content", "code", "named"),
    [
        (make_docx(OBJECT.format("Excel.Sheet.12")), "content_elsewhere", "嵌入了 1 个对象"),
        (make_docx('<w:altChunk w:id="a"/>'), "content_elsewhere", "嵌入了 1 个对象"),
        (make_docx(OBJECT.format("Equation.3")), "no_form", "没有找到"),
        (FRAMES, "content_elsewhere", "sheet001.htm"),
        (FRAMES.replace(b"<frameset>", b"<table><tr><td>1</table><frameset>"), "no_form", "没有找到"),
        (HIDDEN_SHEET, "sheet_hidden", "是隐藏的"),
    ],
    ids=["a sheet", "a page", "a formula", "a frame", "a page with a table", "a hidden sheet"],
)
def test_what_stands_elsewhere_is_the_reason(content: bytes, code: str, named: str) -> None:
    (aside,) = read_forms(read_grid(content, "表.html" if content.startswith(b"<") else "表.docx")).set_aside
    assert aside.code == code and named in aside.reason


CHROME = (
    "欢迎访问青溪县政府网站\n首页 > 财政信息 > 预算绩效管理\n"
    "索引号: qx-2024-0007\n发布机构: 青溪县水务站\n有效性: 有效\n"
)
CONTENTS = "第一部分 单位概况\n一、主要职责\n第二部分 决算情况说明\n一、收入支出决算总体情况说明\n三、支出决算表\n"
SECTIONS = "一、基本情况\n（一）项目概况\n全年实施水毁修复项目三个，预算八十万元。\n"
ADDRESS = "各镇人民政府：\n现将补助资金20万元下达给你们，请对照绩效目标表做好监控。\n附件：1.资金分配表\n2.绩效目标表\n"
KINDS = {
    "a report below a page's own lines": (
        CHROME + "青溪县水务站2024年度项目支出绩效自评报告\n" + SECTIONS,
        ("narrative_report", "这是文字写成的绩效报告"),
    ),
    "a report that speaks of an appraisal": (
        "支出绩效自评报告\n"
        + SECTIONS
        + "按照本县2024年项目支出绩效评价指标体系的各项指标逐项打分，自评小组另作说明如下。\n" * 2,
        ("narrative_report", "这是文字写成的绩效报告"),
    ),
    "a report whose parts stand in one line, parted by blanks": (
        "水毁修复项目绩效自评报告 一、项目概况 （一）项目基本情况 项目名称：水毁修复 二、存在的问题 三、建议 无",
        ("narrative_report", "这是文字写成的绩效报告"),
    ),
    "a contents list in one line": (
        "目录 一、部门概况……1 二、水毁修复项目绩效自评表……12 三、护林项目绩效自评表……15",
        ("contents_list", "这是目录"),
    ),
    "a table of the budget alone": (
        "一般公共预算支出表\n科目编码\t科目名称\t基本支出\t项目支出\n21205\t环境卫生\t320\t160\n",
        ("budget_disclosure", "这是部门（单位）预算、决算公开的文字和收支表"),
    ),
    "a purchase, a cell a line": (
        "成交情况\n项目名称\n水毁修复工程\n采购单位\n青溪县水务站\n预算金额\n120万元\n",
        ("no_form", "印有“项目名称”，但没有绩效指标和预算执行的栏目"),
    ),
    "words of the name torn by blanks": (
        "报送要求：项目 名 称与批复一致。\n各单位按时报送。\n",
        ("no_form", "没有找到项目支出绩效自评表或目标申报表（文中有“项目名称”字样"),
    ),
    "a report in one line": (
        "《青溪县第三中学专项资金绩效自评价报告.docx》由会员分享，可在线阅读，更多相关《青溪县第三中学专项资金绩效自评价报告.docx》请搜索。\n",
        ("narrative_report", "这是文字写成的绩效报告"),
    ),
    "a report without a title": (
        "一、绩效目标分解下达情况\n下达补助资金46.2万元。\n二、绩效目标完成情况分析\n完成改造29户。\n",
        ("narrative_report", "这是文字写成的绩效报告"),
    ),
    "accounts made public": (
        CHROME + "青溪县水务站2024年度部门决算\n" + CONTENTS,
        ("budget_disclosure", "预算、决算公开"),
    ),
    "accounts far below a page's buttons": (
        "放大\n缩小\n" * 12
        + "青溪县水务站2022年部门预算公开\n一、部门收支预算总表\n二、部门收入总表\n九、项目支出预算表\n",
        ("budget_disclosure", "预算、决算公开"),
    ),
    "a form cut below its name": (
        "青溪县项目支出绩效目标表\n项目名称\n图书购置和信息共享专项经费\n项目类别\n运行维护类\n项目预算\n成本构成\n金额\n购书\n60.00\n",
        ("form_incomplete", "填有项目名称"),
    ),
    "accounts without a title": (CONTENTS, ("budget_disclosure", "预算、决算公开")),
    "accounts that name the goals of the whole department": (
        "青溪街道办事处2025年部门预算信息公开\n"
        "第四部分 预算绩效情况\n1、部门整体绩效目标编制情况。\n2、重点项目绩效目标编制情况\n",
        ("budget_disclosure", "预算、决算公开"),
    ),
    "a letter without a title": (ADDRESS, ("regulation", "下达资金或布置工作的通知")),
    "a notice whose title is broken": (
        "青农发〔2024〕21号\n关于下达2025年小额信贷贴息\n项目计划的通知\n各镇：\n一、项目名称：2025年小额信贷贴息。\n",
        ("regulation", "“关于下达2025年小额信贷贴息项目计划的通知”"),
    ),
    "how a form is filled in": (
        "绩效目标申报表填写要求.docx\n1.项目名称：自行填写\n2.项目类型：系统自动生成\n",
        ("regulation", "填报说明一类的文件（“绩效目标申报表填写要求”）"),
    ),
    "rules in one line": (
        "县级专项资金绩效目标管理办法第一章总则第一条为规范管理，制定本办法。第二条适用于县级专项资金。第三条绩效目标是预期的产出。\n",
        ("regulation", "制度文件"),
    ),
    "a blank form without separators": (
        "项目支出绩效目标申报表( 年度)填报单位:项目名称项目属性新增项目 延续项目"
        "主管部门项目负责人联系电话项目预算(万元)资金总额其他资金\n",
        ("blank_form", "没有填写"),
    ),
    "a report about a whole department": (
        "青溪县部门整体支出绩效评价报告\n一、基本情况\n收入792万元，支出799万元。\n",
        ("whole_department", "整体支出的绩效报告"),
    ),
    "the points of a whole department": (
        "14 (\n10 分)项目管理(7分)资金管理资金分配\n3 3 资金使用\n4 4 (\n10 10 总分 3.部门整体支出绩效自评情况\n"
        "2017 年部门整体支出绩效评价得分表 "
        "一级指 标 二级指标 三级指标 得分 部门决 策(25 分) 目标任务(15 分) 相关性(5 分)\n"
        "5 明确性(5 分)\n5 合理性(5 分)\n5 预算编制(10 分) 测算依据(5 分)\n2 目标管理(5 分)\n",
        ("whole_department", "整体支出绩效表"),
    ),
    "the pattern of a form": (
        "绩效目标申报表（参考模板）\n项目名称 | 困难群众救助项目\n资金情况（万元） | 年度资金总额： |\n"
        "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 发放人数 | **人\n质量指标 | 合格率 | ≥**%\n"
        "时效指标 | 及时率 | ≥**%\n",
        ("sample_form", "参考样表"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), KINDS.values(), ids=KINDS.keys())
def test_what_a_document_is_is_told_from_its_title_or_its_words(text: str, expected: tuple[str, str]) -> None:
    code, sentence = reason(text)
    assert (code, expected[1] in sentence) == (expected[0], True), sentence


GLUED_HEAD = (
    "2024年项目支出绩效目标表公开\n"
    "单位代码单位(专项)名称资金总额实施期绩效目标绩效指标\n"
    "一级指标二级指标三级指标指标值指标值内容评(扣分标准) 度量单位备注\n"
)


def test_a_glued_table_with_values_is_not_said_to_be_missing() -> None:
    code, text = reason(
        GLUED_HEAD + "606001  校车运行费12.00\n"
        "产出指标数量指标接送学生数86人反映接送学生人数接送到位得10分,每减少1%,扣1分-定量\n"
        "质量指标校车年检率100%已年检校车/全部校车100%得10分-定量\n"
        "效益指标社会效益指标按时到校率98%以上按时到校人数/应到人数98%得10分-定量\n"
    )
    assert code == "form_not_resolved"
    assert "不是空白表" in text


def test_a_glued_table_of_points_alone_prints_no_values() -> None:
    rows = ("产出指标数量指标指标1：10分\n", "质量指标指标1：10分\n", "效益指标社会效益指标指标1：20分\n")
    assert reason(GLUED_HEAD + "".join(rows))[0] != "form_not_resolved"
