-- one row per form with a finding of a rule, the least credible first, as the build ranks them; `worst_forms` ranks by chosen rules or
-- severities, and by findings that stand in; the page is taken of numbers, before anything else of the forms is read
with cells as (
    select cell_no from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
),
shown as (
    select worst.worst_no
    from mart_worst_form as worst
    semi join cells on worst.cell_no = cells.cell_no
    order by worst.worst_no
    limit $row_limit offset $row_offset
)
select
    worst.project_id,
    worst.project_name,
    worst.reasons_text,
    worst.high_fact_count,
    worst.middle_fact_count,
    worst.low_fact_count,
    worst.distrust_weight,
    worst.rule_finding_count as finding_count,
    worst.amount_yuan,
    worst.total_score_points,
    worst.audited_proven_points,
    worst.full_points,
    worst.form_type_label,
    worst.division_label,
    worst.department_name,
    worst.fiscal_year,
    worst.document_label,
    worst.line_no
from mart_worst_form as worst
semi join shown on worst.worst_no = shown.worst_no
order by worst.worst_no
