-- one row: the findings and forms that the filters leave, those with a finding, those with a severe one, and the money of the latter,
-- out of the sums by cell; `findings_summary` gives the same of chosen rules or severities, and of findings that stand in
with placed as (
    select mart_severity_cell.*, mart_form_cell.* exclude (cell_no, finding_count, form_count)
    from mart_severity_cell
    left join mart_form_cell on mart_severity_cell.cell_no = mart_form_cell.cell_no
),
filtered as (
    select * from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
),
counted as (
    select coalesce(sum(finding_count), 0)::bigint as finding_count from filtered
),
cells as (
    select * from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    (select counted.finding_count from counted) as finding_count,
    coalesce(sum(form_count), 0)::bigint as form_count,
    coalesce(sum(found_form_count), 0)::bigint as found_form_count,
    coalesce(sum(severe_form_count), 0)::bigint as severe_form_count,
    sum(severe_executed_yuan)::decimal(18, 2) as severe_executed_yuan,
    coalesce(sum(severe_without_money_count), 0)::bigint as severe_without_money_count
from cells
