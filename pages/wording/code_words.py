"""Codes of a build in the words that people read; a code nobody named is shown as it is.

Input: codes. Output: Chinese words. Side of the pages. The codes and their meaning are declared in `meta_field`.
"""

from collections.abc import Mapping

import pyarrow as pa

DISTANCE_WORDS = {
    "comparable": "可算",
    "target_not_numeric": "目标不是数值",
    "no_actual": "没有完成值",
    "actual_not_numeric": "完成值不是数值",
    "actual_is_bound": "完成值照抄了比较符",
    "unit_differs": "目标与完成值单位不同",
    "no_direction": "目标没有比较符，分不出方向",
    "target_zero": "目标为零，算不出比例",
}
SOURCE_KIND_WORDS = {"rule": "审核规则", "reading": "读取提示"}
CHECK_STATUS_WORDS = {"passed": "通过", "failed": "未通过", "not_applicable": "不核对"}
CHECK_PART_WORDS = {"cells": "单元格", "columns": "指标栏目", "values": "取值", "sums": "合计与执行率"}
TREATMENT_WORDS = {"repaired": "修复", "inferred": "推算", "ocr": "OCR 识别", "as_printed": "照录"}
READING_STATUS_WORDS = {"read": "已读", "expanded": "已展开", "set_aside": "未采用"}


def in_words(rows: pa.Table, column: str, words: Mapping[str, str]) -> pa.Table:
    """The rows with the codes of one column replaced by their words."""
    texts = [None if code is None else words.get(code, code) for code in rows[column].to_pylist()]
    return rows.set_column(rows.column_names.index(column), column, pa.array(texts, pa.string()))
