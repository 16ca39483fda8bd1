-- one row per class found in the filtered reasons, a cause (codes R…) or a measure (codes M…): how many texts, how many points; a
-- text may stand in several classes
with cells as (
    select cell_no from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    mart_reason_cell.class_kind,
    mart_reason_cell.reason_class_name,
    sum(mart_reason_cell.reason_count)::bigint as reason_count,
    sum(mart_reason_cell.form_count)::bigint as form_count,
    sum(mart_reason_cell.lost_points_sum)::decimal(18, 4) as lost_points
from mart_reason_cell
inner join cells on mart_reason_cell.cell_no = cells.cell_no
group by mart_reason_cell.class_kind, mart_reason_cell.reason_class_name
order by reason_count desc, lost_points desc, reason_class_name collate zh
