-- one row per reason why a distance to target can or cannot be computed, over the indicators that were scored
with cells as (
    select cell_no
    from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
    where form_type <> 'target_declaration'
)
select
    mart_distance_cell.distance_status,
    bool_or(mart_distance_cell.is_computable) as is_computable,
    sum(mart_distance_cell.indicator_count)::bigint as indicator_count
from mart_distance_cell
inner join cells on mart_distance_cell.cell_no = cells.cell_no
group by mart_distance_cell.distance_status
order by indicator_count desc, distance_status
