-- one row: how many of the self-evaluations that the filters leave rule A16 takes for a form published again, and the money that sums
-- count again with them
with cells as (
    select cell_no
    from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
    where form_type = 'self_evaluation'
)
select
    coalesce(sum(found.form_count), 0)::bigint as form_count,
    sum(found.executed_yuan)::decimal(18, 2) as executed_yuan
from mart_finding_cell as found
semi join cells on found.cell_no = cells.cell_no
where found.rule_id = 'A16' and found.source_kind = 'rule'
