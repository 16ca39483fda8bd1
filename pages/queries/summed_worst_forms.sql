-- one row per form with a finding of a rule, the least credible first, as the build ranks them; `worst_forms` ranks by chosen rules or
-- severities, and by findings that stand in
with cells as (
    select cell_no from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
),
filtered as (
    select worst.*
    from mart_worst_form as worst
    semi join cells on worst.cell_no = cells.cell_no
)
select * exclude (worst_no)
from ranked_forms('filtered')
order by worst_no
limit $row_limit offset $row_offset
