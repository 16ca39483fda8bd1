-- one row per rule and severity with findings among the filtered forms: how many, in how many forms, for how much money, out of the
-- sums by cell; `findings_by_rule` gives the same of findings that stand in for those of the build
-- money is the executed sum of the forms concerned, each form once
with placed as (
    select mart_finding_cell.*, mart_form_cell.* exclude (cell_no, finding_count, form_count)
    from mart_finding_cell
    left join mart_form_cell on mart_finding_cell.cell_no = mart_form_cell.cell_no
    where
        is_chosen($severity, mart_finding_cell.severity)
        and is_chosen($rule, mart_finding_cell.rule_id)
        and is_chosen($source_kind, mart_finding_cell.source_kind)
),
filtered as (
    select * from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
),
counted as (
    select
        rule_id,
        severity,
        sum(finding_count)::bigint as finding_count,
        sum(form_count)::bigint as form_count,
        sum(executed_yuan)::decimal(18, 2) as executed_yuan
    from filtered
    group by rule_id, severity
)
select
    counted.rule_id,
    coalesce(meta_rule.rule_title, counted.rule_id) as rule_title,
    counted.severity,
    counted.finding_count,
    counted.form_count,
    counted.executed_yuan,
    meta_rule.meaning,
    meta_rule.basis_text
from counted
left join meta_rule on counted.rule_id = meta_rule.rule_id
order by list_position(['高', '中', '低'], counted.severity), counted.finding_count desc, counted.rule_id
