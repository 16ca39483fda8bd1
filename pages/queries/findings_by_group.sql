-- one row per group and severity: findings and forms concerned among the filtered forms; groups are districts, departments, families,
-- sectors or years, as $grouping says
with placed as (
    select * from placed_findings($severity, $rule, $source_kind, $year, $district)
),
filtered as (
    select * from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
),
grouped as (
    select
        severity,
        project_id,
        case $grouping
            when 'district' then coalesce(division_label, '未认定区划')
            when 'department' then coalesce(department_name, '未注明主管部门')
            when 'family' then coalesce(family_name, project_name, '未归入项目')
            when 'year' then coalesce(fiscal_year::varchar, '未注明年度')
        end as group_name
    from filtered
)
select
    group_name,
    severity,
    count(*) as finding_count,
    count(distinct project_id) as form_count
from grouped
group by group_name, severity
order by group_name collate zh, list_position(['高', '中', '低'], severity)
