-- one row per filter and value of which the other six filters leave forms, with their number, out of the sums by cell;
-- 'unknown' stands for forms that do not give the value
with forms as (
    select
        form_count,
        [
            {
                'filter_key': 'year',
                'code': fiscal_year::varchar,
                'label': fiscal_year::varchar,
                'option_rank': -fiscal_year,
                'is_in': is_chosen($year, fiscal_year)
            },
            {
                'filter_key': 'province',
                'code': province_code,
                'label': province_name,
                'option_rank': null,
                'is_in': is_chosen($province, province_code)
            },
            {
                'filter_key': 'city',
                'code': city_code,
                'label': city_name,
                'option_rank': null,
                'is_in': is_chosen($city, city_code)
            },
            {
                'filter_key': 'district',
                'code': division_code,
                'label': division_label,
                'option_rank': null,
                'is_in': is_chosen($district, division_code)
            },
            {
                'filter_key': 'department',
                'code': department_name,
                'label': department_name,
                'option_rank': null,
                'is_in': is_chosen($department, department_name)
            },
            {
                'filter_key': 'sector',
                'code': sector_code,
                'label': sector_name,
                'option_rank': null,
                'is_in': is_chosen($sector, sector_code)
            },
            {
                'filter_key': 'form_type',
                'code': form_type,
                'label': form_type_label,
                'option_rank': null,
                'is_in': is_chosen($form_type, form_type)
            }
        ] as options
    from mart_form_cell
),
counted as (
    select *, list_sum([(not option.is_in)::int for option in options]) as miss_count
    from forms
),
-- what two filters leave out counts for none
options as (
    select form_count, miss_count, unnest(options, recursive := true)
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
    any_value(option_rank),
    case when filter_key = 'department' then any_value(label) end collate zh,
    option_code
