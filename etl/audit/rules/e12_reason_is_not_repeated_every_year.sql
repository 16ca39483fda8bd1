-- one row per reason that repeats the reason of the same indicator of the same project in the year before
-- id: E12
-- title: 同一原因逐年重复
-- meaning: 同一项目同一指标（或资金）连续两年写几乎相同的原因，看不出上年写的改进措施是否落实；上年只写原因、没有写措施的为中
-- severity: 高
-- basis: 通行做法：评价结果应当用于改进，上年的整改应在本年见效
-- field: indicator.deviation_reason
-- parameters: similarity = 0.8 (0.5..1) 两年的原因（空白、标点不计）的相似度超过此值即判
-- parameters: shortest_length = 6 (2..50) 原因的最少字数，不计标点
with projects as (
    select *, concat_ws('|', division_code, department_name, unit_name) as owner
    from core_project
    where fiscal_year is not null and responsible_name is not null and form_type = 'self_evaluation'
),
families as (select project_id, family_id from core_project_family),
indicators as (select project_id, row_no, level3_name, level3_key from core_indicator),
reasons as (
    select
        reasons.project_id,
        reasons.row_no,
        reasons.reason_source,
        reasons.deviation_reason_text,
        reasons.reason_key,
        reasons.has_measure,
        projects.owner,
        projects.fiscal_year,
        families.family_id,
        coalesce(indicators.level3_name, '未印名称的指标') as level3_name,
        if(reasons.reason_source = 'indicator', coalesce(indicators.level3_key, '?'), '') as thing
    from core_deviation_reason as reasons
    join projects using (project_id)
    join families using (project_id)
    left join indicators
        on indicators.project_id = reasons.project_id
        and indicators.row_no = reasons.row_no
        and reasons.reason_source = 'indicator'
    where length(reasons.reason_key) >= $shortest_length
),
-- levenshtein counts bytes, and so does strlen
repeated as (
    select
        latter.*,
        former.fiscal_year as former_year,
        former.deviation_reason_text as former_text,
        former.has_measure as had_measure,
        1 - levenshtein(former.reason_key, latter.reason_key)
            / greatest(strlen(former.reason_key), strlen(latter.reason_key)) as similarity
    from reasons as latter
    join reasons as former
        on former.family_id = latter.family_id and former.owner = latter.owner and former.thing = latter.thing
        and former.reason_source = latter.reason_source and former.fiscal_year = latter.fiscal_year - 1
)
select
    project_id,
    if(reason_source = 'indicator', row_no, null) as row_no,
    case when had_measure then '高' else '中' end as severity,
    if(reason_source = 'indicator', 'indicator.deviation_reason', 'fund.deviation_reason') as field,
    format(
        '{}的偏差原因“{}”与 {} 年度的{}，{}。',
        if(reason_source = 'indicator', format('指标“{}”', level3_name), '资金'), left(deviation_reason_text, 150),
        former_year, if(similarity = 1, '逐字相同', format('相似度 {:.1f}%', similarity * 100)),
        if(had_measure, '看不出上年写的改进措施是否落实', '看不出上年的问题是否解决')
    ) as message,
    former_text as expected,
    deviation_reason_text as printed
from repeated
where similarity > $similarity
