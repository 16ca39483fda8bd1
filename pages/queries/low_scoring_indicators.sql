-- one row per indicator of the filtered forms that lost points, or that has full points although its value is worse than its target;
-- the most points lost first, then the lowest 得分率, then the farthest below target: the order in which the build numbers them
with cells as (
    select cell_no from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
)
select low.* exclude (low_no, cell_no, has_stated_reason)
from low_indicators('mart_low_indicator', $loss_kind) as low
semi join cells on low.cell_no = cells.cell_no
order by low.low_no
