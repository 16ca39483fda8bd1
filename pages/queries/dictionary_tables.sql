-- one row per table of the build: its Chinese name and the number of its columns
select
    table_name,
    any_value(title) as title,
    count(*) as column_count
from meta_field
group by table_name
order by table_name
