-- one row per reason that names the epidemic in a year after it
-- id: E11
-- title: 原因与时间不合
-- meaning: 以疫情说明偏差，应在疫情发生的年度；之后年度仍写疫情的，可能是沿用旧表
-- severity: 低
-- basis: 通行做法：疫情原因只适用于 2020 至 2022 年度
-- field: indicator.deviation_reason
-- parameters: first_year = 2023 (2021..2030) 从这一年度起再写疫情即提示
with projects as (select * from core_project where fiscal_year >= $first_year),
reasons as (
    select * from core_deviation_reason where list_contains(string_split(reason_class_codes, ','), 'R20')
)
select
    reasons.project_id,
    if(reasons.reason_source = 'indicator', reasons.row_no, null) as row_no,
    if(reasons.reason_source = 'indicator', 'indicator.deviation_reason', 'fund.deviation_reason') as field,
    format(
        '{} 年度的表以疫情说明偏差：“{}”，请核对是否沿用旧表。',
        projects.fiscal_year, left(reasons.deviation_reason_text, 200)
    ) as message,
    '本年度的原因' as expected,
    reasons.deviation_reason_text as printed
from reasons
join projects using (project_id)
