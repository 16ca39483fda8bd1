-- A macro of every opened build: `is_chosen` of a year, which compares numbers, so that a file's parts of other years are not read.
create macro is_chosen_year(chosen, value) as (
    len(chosen) = 0
    or list_contains([year::bigint for year in chosen if try_cast(year as bigint)::varchar = year], value)
    or (value is null and list_contains(chosen::varchar[], 'unknown'))
)
