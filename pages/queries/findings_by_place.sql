-- one row per district and severity: findings and forms concerned among the filtered forms
with placed as (
    select * from placed_findings($severity, $rule, $source_kind)
),
filtered as (
    select * from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    coalesce(division_label, '未认定区划') as division_label,
    severity,
    count(*) as finding_count,
    count(distinct project_id) as form_count
from filtered
group by division_label, severity
order by division_label collate zh, list_position(['高', '中', '低'], severity)
