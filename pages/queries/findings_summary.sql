-- one row: the filtered findings and forms, those with a finding, those with a severe one, and the money of the latter
with placed as (
    select * from placed_findings($severity, $rule, $source_kind, $year, $district)
),
found as (
    select project_id, bool_or(severity = '高') as is_severe
    from placed
    where project_id is not null
    group by project_id
),
counted as (
    select count(*) as finding_count
    from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
),
filtered as (
    select forms.project_id, forms.executed_yuan, found.is_severe
    from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type) as forms
    left join found using (project_id)
)
select
    (select counted.finding_count from counted) as finding_count,
    count(*) as form_count,
    count(is_severe) as found_form_count,
    count(*) filter (where is_severe) as severe_form_count,
    sum(executed_yuan) filter (where is_severe)::decimal(18, 2) as severe_executed_yuan,
    count(*) filter (where is_severe and executed_yuan is null) as severe_without_money_count
from filtered
