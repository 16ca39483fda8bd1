-- one row per column name of the build: its Chinese label, unit and meaning
select
    column_name,
    any_value(label) as label,
    any_value(unit) as unit,
    any_value(meaning) as meaning
from meta_field
group by column_name
order by column_name
