-- one row per form; amounts are those of its total funding row, lost points those of its indicators; cell_no numbers the combinations
-- of what the filters choose by, which mart_form_cell sums up
with projects as (select * from core_project),
documents as (select * from mart_document),
families as (select * from core_project_family),
totals as (
    select *
    from core_fund
    where fund_source_code = 'total'
    qualify row_number() over (partition by project_id order by row_no) = 1
),
losses as (
    select project_id, sum(weight_points - score_points) as lost_points
    from core_indicator
    group by project_id
),
findings as (
    select
        project_id,
        count(*) as finding_count,
        count(*) filter (severity = '高') as finding_count_high,
        count(*) filter (source_kind = 'rule' and severity = '高') as rule_count_high,
        count(*) filter (source_kind = 'rule' and severity = '中') as rule_count_medium,
        count(*) filter (source_kind = 'rule' and severity = '低') as rule_count_low
    from audit_finding
    where project_id is not null
    group by project_id
),
labelled as (
    select
        *,
        case form_type when 'self_evaluation' then '自评表' when 'target_declaration' then '目标申报表' end as form_type_label,
        -- the four municipalities count as cities: their own units are 市本级, as in 上海市（市本级）
        case
            when division_level = 'county' then division_name
            when division_level = 'city' or division_code in ('110000', '120000', '310000', '500000')
                then division_name || '（市本级）'
            when division_level = 'province' then division_name || '（省本级）'
        end as place_label
    from projects
),
-- 鼓楼区 of two cities are two places: such a name carries its city, so that nothing counts or groups them as one
shared_names as (
    select place_label
    from labelled
    group by place_label
    having count(distinct division_code) > 1
),
told_apart as (
    select
        labelled.* exclude (place_label),
        if(
            shared_names.place_label is null, labelled.place_label,
            concat(coalesce(city_name, province_name), labelled.place_label)
        ) as division_label
    from labelled
    left join shared_names using (place_label)
),
placed as (
    select
        *,
        dense_rank() over (
            order by
                fiscal_year, division_code, department_name, sector_code, form_type, province_code, city_code, province_name,
                city_name, division_label, sector_name
        ) as cell_no
    from told_apart
)
select
    projects.project_id,
    projects.document_id,
    projects.form_no,
    projects.form_type,
    projects.form_type_label,
    projects.fiscal_year,
    projects.province_code,
    projects.province_name,
    projects.city_code,
    projects.city_name,
    projects.division_code,
    projects.division_label,
    projects.department_name,
    projects.unit_name,
    projects.sector_code,
    projects.sector_name,
    projects.project_name,
    families.family_id,
    families.family_name,
    coalesce(totals.initial_budget_yuan, totals.adjusted_budget_yuan, totals.executed_yuan) is not null as has_funding,
    totals.initial_budget_yuan,
    totals.adjusted_budget_yuan,
    totals.executed_yuan,
    totals.execution_rate,
    projects.total_score_points,
    projects.printed_grade,
    projects.derived_grade,
    projects.indicator_count,
    losses.lost_points,
    coalesce(findings.finding_count, 0) as finding_count,
    coalesce(findings.finding_count_high, 0) as finding_count_high,
    coalesce(findings.rule_count_high, 0) as rule_count_high,
    coalesce(findings.rule_count_medium, 0) as rule_count_medium,
    coalesce(findings.rule_count_low, 0) as rule_count_low,
    documents.document_label,
    projects.line_no,
    projects.cell_no
from placed as projects
left join documents using (document_id)
left join families using (project_id)
left join totals using (project_id)
left join losses using (project_id)
left join findings using (project_id)
