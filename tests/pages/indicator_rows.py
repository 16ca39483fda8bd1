"""A small published build for the tests of indicators, reasons, families, findings and samples, typed by hand.

Output: rows by mart name, as `write_build` of the conftest takes them. Five forms: a self-evaluation with every kind of
indicator, one without scores, two declarations, and one alone in its family whose texts are hostile.
"""

from collections import Counter
from decimal import Decimal
from typing import Any

from etl.schema.declared_schema import load_tables

Rows = list[dict[str, Any]]
BAOSHAN = {
    "province_code": "310000", "province_name": "上海市", "city_code": "310000", "city_name": "上海市",
    "division_code": "310113", "division_label": "宝山区", "sector_code": "210", "sector_name": "卫生健康",
}  # fmt: skip
PUTUO = BAOSHAN | {"division_code": "310107", "division_label": "普陀区"}
MINGGUANG = {
    "province_code": "340000", "province_name": "安徽省", "city_code": "341100", "city_name": "滁州市",
    "division_code": "341182", "division_label": "明光市", "sector_code": "210", "sector_name": "卫生健康",
}  # fmt: skip
SELF = {"form_type": "self_evaluation", "form_type_label": "自评表"}
DECLARATION = {"form_type": "target_declaration", "form_type_label": "目标申报表"}
AID = {"family_id": "f1", "family_name": "医疗救助"}
ARCHIVE = {"family_id": "f2", "family_name": "档案整理"}
HOSTILE = "<img src=x onerror=alert(1)>=1+1"
FORMS: Rows = [
    BAOSHAN | SELF | AID | {
        "project_id": "a1-01", "fiscal_year": 2023, "department_name": "甲局", "project_name": "医疗救助资金",
        "has_funding": True, "adjusted_budget_yuan": 2_000_000, "executed_yuan": 1_000_000, "execution_rate": 0.5,
        "total_score_points": 90, "finding_count": 3, "finding_count_high": 1,
    },
    BAOSHAN | SELF | ARCHIVE | {
        "project_id": "a1-02", "fiscal_year": 2023, "department_name": "甲局", "project_name": "档案整理费",
        "has_funding": False, "finding_count": 0, "finding_count_high": 0,
    },
    PUTUO | DECLARATION | AID | {
        "project_id": "a2-01", "fiscal_year": 2024, "department_name": "乙局", "project_name": "医疗救助资金",
        "has_funding": True, "initial_budget_yuan": 500_000, "finding_count": 0, "finding_count_high": 0,
    },
    BAOSHAN | DECLARATION | ARCHIVE | {
        "project_id": "a3-01", "fiscal_year": 2022, "department_name": "甲局", "project_name": "档案整理",
        "has_funding": True, "initial_budget_yuan": 80_000, "finding_count": 0, "finding_count_high": 0,
    },
    MINGGUANG | SELF | {
        "project_id": "a4-01", "fiscal_year": 2022, "department_name": "丙局", "project_name": HOSTILE,
        "family_id": "f3", "family_name": HOSTILE, "has_funding": True, "executed_yuan": 10_000,
        "total_score_points": 99, "finding_count": 0, "finding_count_high": 0,
    },
]  # fmt: skip
INDICATOR_COLUMNS = (
    "project_id", "row_no", "level1_name", "level2_name", "level3_name", "target_text", "actual_text", "weight_points",
    "score_points", "distance_rate", "distance_status", "deviation_reason_text", "target_operator",
)  # fmt: skip
OUTPUT, BENEFIT, WORDS = ("产出指标", "数量指标"), ("效益指标", "社会效益指标"), "target_not_numeric"
INDICATORS = [
    ("a1-01", 1, *OUTPUT, "救助人数", "≥100人", "60人", 10, 6, -0.4, "comparable", "人数减少，加强 宣传"),
    ("a1-01", 2, "产出指标", "质量指标", "准确率", "=100%", "99%", 10, 10, -0.01, "comparable", None),
    ("a1-01", 3, *BENEFIT, "知晓率", "≥90%", "95%", 20, 18, 0.05, "comparable", None),
    ("a1-01", 4, *BENEFIT, "和谐程度", "提升", "提升", 10, 10, None, WORDS, None),
    ("a1-01", 5, *OUTPUT, "检查次数", "≥250次", "249次", 10, 10, -0.004, "comparable", None),
    ("a1-02", 1, *OUTPUT, "整理 数量", "≥60卷", "61卷", 10, None, 0.0167, "comparable", None),
    ("a1-02", 2, *OUTPUT, "保存年限", "≥10年", "10年", 10, None, 0.0, "comparable", None),
    ("a2-01", 1, *OUTPUT, "救助人数", "≥ 100人", None, None, None, None, "no_actual", None),
    ("a3-01", 1, *OUTPUT, "整理数量", "≥50卷", None, None, None, None, "no_actual", None),
    ("a3-01", 2, *OUTPUT, "保存年限", "≥ 10年", None, None, None, None, "no_actual", None),
    ("a3-01", 3, *OUTPUT, "数字化率", "100%", None, None, None, None, "no_actual", None),
    ("a4-01", 1, *OUTPUT, "=cmd", "=100%", "99%", 5, 4, None, WORDS, "<b>政策</b>ABC调整_x，完成100%"),
]
REASONS: Rows = [
    {
        "project_id": "a1-01", "row_no": 1, "reason_source": "indicator", "reason_class_codes": "R11,M04",
        "reason_class_names": "补助对象减少、加强宣传培训", "is_measure_only": False,
    },
    {
        "project_id": "a4-01", "row_no": 1, "reason_source": "indicator", "reason_class_codes": "",
        "reason_class_names": "", "is_measure_only": True,
    },
    {
        "project_id": "a1-01", "row_no": 1, "reason_source": "fund", "deviation_reason_text": "财政收回",
        "reason_class_codes": "R10", "reason_class_names": "财力紧张", "is_measure_only": False,
        "level3_name": "资金总额",
    },
]  # fmt: skip
EXECUTIONS: Rows = [
    {"project_id": "a1-01", "row_no": 1, "weight_points": 10, "score_points": 5},
    {"project_id": "a1-02", "row_no": 1},
    {"project_id": "a4-01", "row_no": 1, "weight_points": 10, "score_points": Decimal("9.5")},
]
FINDINGS: Rows = [
    {"finding_id": "x1", "rule_id": "C02", "severity": "高", "project_id": "a1-01", "row_no": 2, "message": "未达标"},
    {"finding_id": "x2", "rule_id": "C04", "severity": "中", "project_id": "a1-01", "row_no": 3, "message": "没有原因"},
    {"finding_id": "x3", "rule_id": "C04", "severity": "中", "project_id": "a1-01", "row_no": 3, "message": "又一条"},
    {"finding_id": "x4", "rule_id": "parse.cell", "severity": "低", "document_id": "d9", "message": "没有认领的格"},
]
DOCUMENTS: Rows = [
    {"document_id": "d1", "document_label": "甲.txt", "reading_status": "read", "lowest_reading_confidence_rate": 1.0},
    {"document_id": "d2", "document_label": "乙.txt", "reading_status": "read", "lowest_reading_confidence_rate": 0.9},
    {"document_id": "d9", "document_label": "空.txt", "reading_status": "set_aside", "set_aside_text": "文件是空的"},
]
SCORES = [
    {
        "project_id": "a1-01", "full_points": 100, "self_score_points": 90, "formula_proven_points": 60,
        "formula_unproven_points": 40, "audited_proven_points": 50, "audited_unproven_points": 50,
        "score_verdict": "可复算部分偏高",
    },
    {"project_id": "a1-02", "score_verdict": "表上没有印分值"},
    {
        "project_id": "a4-01", "full_points": 100, "self_score_points": 99, "formula_score_points": 99,
        "formula_proven_points": 99, "formula_unproven_points": 0, "audited_score_points": 99,
        "audited_proven_points": 99, "audited_unproven_points": 0, "score_verdict": "一致",
    },
]  # fmt: skip


def build_rows() -> dict[str, Rows]:
    """The rows of every table that the tests read, the columns that marts repeat filled in."""
    operators = [target[0] if (target := row[5])[0] in "≥=" else None for row in INDICATORS]
    indicators = [
        dict(zip(INDICATOR_COLUMNS, [*row, operator], strict=True))
        for row, operator in zip(INDICATORS, operators, strict=True)
    ]
    for row in indicators:
        lost = row["weight_points"] is not None and row["score_points"] is not None
        row["has_stated_reason"] = row["deviation_reason_text"] is not None
        row["lost_points"] = Decimal(row["weight_points"] - row["score_points"]) if lost else None
        row["score_rate"] = row["score_points"] / row["weight_points"] if lost else None
    by_place = {(row["project_id"], row["row_no"]): row for row in indicators}
    reasons = [
        (by_place[row["project_id"], row["row_no"]] if row["reason_source"] == "indicator" else {}) | row
        for row in REASONS
    ]
    readings = [{"project_id": form["project_id"], "document_id": "d1"} for form in FORMS]
    members = [form | {"evidence": "词典", "similarity": 1.0, "decided_by": "词典"} for form in FORMS]
    counts = Counter(row["project_id"] for row in indicators)
    own = {"document_id": "d1", "document_label": "甲.txt"}
    return {
        "mart_project": [form | own | {"indicator_count": counts[form["project_id"]]} for form in FORMS],
        "mart_indicator": repeated("mart_indicator", indicators),
        "mart_execution": repeated("mart_execution", EXECUTIONS),
        "mart_deviation_reason": repeated("mart_deviation_reason", reasons),
        "mart_family_member": repeated("mart_family_member", members),
        "mart_recomputed_score": repeated("mart_recomputed_score", SCORES),
        "mart_document": DOCUMENTS,
        "mart_reading": repeated("mart_reading", readings),
        "audit_finding": [{"source_kind": "rule", "section_code": "indicator"} | row for row in FINDINGS],
        "meta_rule": [
            {"rule_id": "C02", "rule_title": "未达标却满分", "meaning": "低于目标不应满分", "finding_count": 1},
            {"rule_id": "C09", "rule_title": "没有发现的规则", "meaning": "备用", "finding_count": 0},
        ],
        "meta_build": [
            {
                "build_id": "b", "build_number": 1, "document_count": 3, "form_count": 5, "indicator_count": 12,
                "finding_count": 4,
            }
        ],
        "meta_field": [
            {
                "table_name": table.name, "title": table.title, "column_name": column.name, "data_type": column.type,
                "unit": column.unit, "label": column.label, "meaning": column.meaning,
            }
            for table in load_tables().values()
            for column in table.columns
        ],
    }  # fmt: skip


def repeated(mart: str, rows: Rows) -> Rows:
    """The rows with what the mart repeats of their form, and only columns that the mart has."""
    columns, forms = set(load_tables()[mart].schema), {form["project_id"]: form for form in FORMS}
    return [
        {name: value for name, value in (forms[row["project_id"]] | row).items() if name in columns} for row in rows
    ]
