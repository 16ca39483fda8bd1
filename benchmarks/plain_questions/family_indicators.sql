-- one row per indicator of the filtered forms of the chosen family; is_same_target marks a level-3 name whose target
-- text
-- stands word for word in another form of the family (white space aside)
with filtered as (
    select *
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
),
members as (
    select
        *,
        regexp_replace(target_text, '\s', '', 'g') as target_words
    from filtered
    where family_id = $family
),
repeated as (
    select level3_name, target_words
    from members
    where target_words is not null
    group by level3_name, target_words
    having count(distinct project_id) > 1
)
select
    members.project_id,
    members.row_no,
    members.fiscal_year,
    members.division_code,
    members.division_label,
    members.form_type,
    members.project_name,
    members.level1_name,
    members.level2_name,
    members.level3_name,
    members.target_text,
    members.actual_text,
    members.weight_points,
    members.score_points,
    repeated.target_words is not null as is_same_target
from members
left join repeated
    on members.level3_name = repeated.level3_name and members.target_words = repeated.target_words
where is_chosen($form, members.project_id)
order by members.fiscal_year, members.division_code, members.form_type desc, members.project_id, members.row_no
