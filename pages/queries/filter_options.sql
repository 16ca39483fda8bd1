-- one row per filter and value of which the other six filters leave forms, with their number, out of the sums by cell;
-- 'unknown' stands for forms that do not give the value
-- codes, labels and whether a filter leaves the cell stand in the order of the keys
with forms as (
    select
        form_count,
        ['year', 'province', 'city', 'district', 'department', 'sector', 'form_type'] as filter_keys,
        [
            fiscal_year::varchar, province_code, city_code, division_code, department_name, sector_code, form_type
        ] as codes,
        [
            fiscal_year::varchar, province_name, city_name, division_label, department_name, sector_name, form_type_label
        ] as labels,
        [
            is_chosen($year, fiscal_year),
            is_chosen($province, province_code),
            is_chosen($city, city_code),
            is_chosen($district, division_code),
            is_chosen($department, department_name),
            is_chosen($sector, sector_code),
            is_chosen($form_type, form_type)
        ] as are_in
    from mart_form_cell
),
counted as (
    select *, len(are_in) - list_sum(are_in::int[]) as miss_count
    from forms
),
-- what two filters leave out counts for none
options as (
    select
        form_count,
        miss_count,
        unnest(filter_keys) as filter_key,
        unnest(codes) as code,
        unnest(labels) as label,
        unnest(are_in) as is_in
    from counted
    where miss_count <= 1
)
select
    filter_key,
    coalesce(code, 'unknown') as option_code,
    coalesce(any_value(label), '未注明') as option_label,
    sum(form_count)::bigint as form_count
from options
where miss_count = (not is_in)::int
group by filter_key, coalesce(code, 'unknown')
order by
    filter_key,
    option_code = 'unknown',
    case when filter_key = 'year' then -any_value(code)::bigint end,
    case when filter_key = 'department' then any_value(label) end collate zh,
    option_code
