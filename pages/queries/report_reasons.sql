-- one row per class of cause in the reasons that the forms of one subject print: how many texts; a text may stand in several
with reasons as (
    select unnest(list_zip(string_split(reason_class_codes, ','), string_split(reason_class_names, '、'))) as class
    from chosen_rows('mart_deviation_reason', $year, $province, $city, $district, $department, $sector, $form_type)
    where is_chosen($unit, unit_name) and reason_class_codes <> ''
)
select class[2] as reason_class_name, count(*) as reason_count
from reasons
where class[1] like 'R%'
group by all
order by reason_count desc, reason_class_name collate zh
