-- one row per group and severity: findings and forms concerned among the filtered forms, out of the sums by cell; groups are districts,
-- departments or years, as $grouping says. `findings_by_group` gives the same of families, of chosen rules, and of findings that stand in
with placed as (
    select mart_severity_cell.*, mart_form_cell.* exclude (cell_no, finding_count, form_count)
    from mart_severity_cell
    left join mart_form_cell on mart_severity_cell.cell_no = mart_form_cell.cell_no
),
filtered as (
    select * from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
),
grouped as (
    select
        severity,
        finding_count,
        form_count,
        case $grouping
            when 'district' then coalesce(division_label, '未认定区划')
            when 'department' then coalesce(department_name, '未注明主管部门')
            when 'year' then coalesce(fiscal_year::varchar, '未注明年度')
        end as group_name
    from filtered
)
select
    group_name,
    severity,
    sum(finding_count)::bigint as finding_count,
    sum(form_count)::bigint as form_count
from grouped
group by group_name, severity
order by group_name collate zh, list_position(['高', '中', '低'], severity)
