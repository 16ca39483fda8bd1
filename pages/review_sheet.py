"""抽查复核: a sample of self-evaluations, weighted by findings and money, reproducible from its seed, as reviewer's
sheets."""

from decimal import Decimal
from functools import partial

import streamlit as st

from pages.queries.published_db import build_in_use, fetch
from pages.review.load_workbook import load_review_workbook
from pages.review.review_workbook import Draw
from pages.review.sheet_layout import HEADERS
from pages.widgets.address_choice import choose_one, enter_text, open_tabs
from pages.widgets.download_buttons import offer_file, requested_file, show_download_buttons
from pages.widgets.filter_bar import chosen_filters, chosen_filters_text
from pages.widgets.kept_address import end_page
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.page_head import show_page_head
from pages.widgets.record_table import show_record_table
from pages.widgets.review_results_view import show_review_results
from pages.widgets.row_count import show_nothing_chosen
from pages.widgets.table_files import XLSX_TYPE
from pages.widgets.table_origin import allowed_name, content_fingerprint
from pages.wording.number_text import count_text, percent_text, wan_text

TITLE = "抽查复核"
VIEWS = {"sample": "抽样与导出", "results": "复核结果"}
SAMPLE_SIZES = {str(size): f"{size} 个" for size in (5, 10, 20, 50)}
DEFAULT_SEED = "1"
SEED_CHARACTERS = 20
COLUMNS = [
    "project_name", "division_label", "fiscal_year", "draw_no", "risk_weight", "risk_share_rate", "rule_count_high",
    "rule_count_medium", "rule_count_low", "executed_yuan", "execution_rate", "total_score_points", "indicator_count",
    "department_name",
]  # fmt: skip
LABELS = {
    "draw_no": "抽中顺序", "risk_weight": "抽样权重", "risk_share_rate": "占总权重",
    "rule_count_high": "高（条）", "rule_count_medium": "中（条）", "rule_count_low": "低（条）",
}  # fmt: skip
SEVERITY_COUNTS = ("rule_count_high", "rule_count_medium", "rule_count_low")

# choose
show_page_head(TITLE, "按问题轻重和金额大小抽取自评表，同一种子抽样相同；导出十三栏复核表，填好后上传，与自评对照。")
sampling, results = open_tabs("view", VIEWS)
if results.open:  # kept apart from the sample: neither needs the other
    with results:
        show_review_results()
    end_page()
with sampling:
    first, second, _ = st.columns([1, 1, 3], gap="small")
    with first:
        seed = enter_text("seed", "随机种子", DEFAULT_SEED, SEED_CHARACTERS) or DEFAULT_SEED
    with second:
        size = int(choose_one("size", "抽取个数", SAMPLE_SIZES))

    # fetch
    chosen = chosen_filters()
    sample = fetch("review_sample", {**chosen, "seed": seed, "sample_size": size})
    if not sample.num_rows:
        show_nothing_chosen("自评表", "execution_rows")
        end_page()
    drawn = sample.to_pylist()

    # draw
    population = drawn[0]["population_count"]
    row_count = sum(row["scored_row_count"] for row in drawn)
    show_kpi_row(
        [
            Kpi("抽中（张）", count_text(len(drawn)), f"共 {population:,} 张自评表"),
            Kpi("抽中执行数（万元）", wan_text(sum((row["executed_yuan"] or Decimal(0) for row in drawn), Decimal(0)))),
            Kpi("占总权重", percent_text(sum(row["risk_share_rate"] for row in drawn))),
            Kpi(
                "抽中表的问题（条）",
                count_text(sum(row[name] for row in drawn for name in SEVERITY_COUNTS)),
                f"其中高 {sum(row['rule_count_high'] for row in drawn):,} 条",
            ),
            Kpi("待复核（行）", count_text(row_count), "三级指标，含有分值的预算执行"),
        ]
    )
    st.caption(
        "抽样权重＝（1＋5×高＋2×中＋低）×执行数（万元，不足 1 万元或没印出的按 1）；"
        "高、中、低为审核规则的发现条数；不重复抽取，种子、筛选、批次相同则样本相同。"
    )

    # hand over
    presented = show_record_table(sample, COLUMNS, labels=LABELS, description="抽中的项目")
    show_download_buttons(presented, TITLE, choices={"随机种子": seed, "抽取个数": str(size)})
    draw = Draw(seed, population, chosen_filters_text(), build_in_use().name)
    named = allowed_name(f"抽查复核表_种子{seed}_{len(drawn)}个")
    review_name = f"{named}_批次{draw.build_name}_{content_fingerprint(presented)}.xlsx"
    offer_file(
        "下载复核表（Excel，一个项目一张表）",
        partial(load_review_workbook, build_in_use(), drawn, draw),
        requested_file(TITLE, {**draw.filters, "随机种子": seed}, row_count, review_name),
        mime=XLSX_TYPE,
        key="download_review",
    )
    st.caption(
        f"十三栏：{'｜'.join(HEADERS)}。复核人员只填复核完成值、复核得分和备注（已预填审核发现），其余锁定；偏离度自动计算，"
        "算法写在每张表的表头。填好后到“复核结果”上传。"
    )
