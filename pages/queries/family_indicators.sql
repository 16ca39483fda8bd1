-- one row per indicator of the filtered forms of the chosen family, those of $form (all where none is chosen); is_same_target marks a
-- level-3 name whose target text stands word for word in another form of the family (white space aside)
with members as (
    select
        *,
        regexp_replace(target_text, '\s', '', 'g') as target_words
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
    where family_id = $family
),
chosen as (
    select * from members where is_chosen($form, project_id)
),
repeated as (
    select members.level3_name, members.target_words
    from members
    semi join chosen
        on members.level3_name = chosen.level3_name and members.target_words = chosen.target_words
    group by members.level3_name, members.target_words
    having count(distinct members.project_id) > 1
)
select
    chosen.project_id,
    chosen.row_no,
    chosen.fiscal_year,
    chosen.division_code,
    chosen.division_label,
    chosen.form_type,
    chosen.project_name,
    chosen.level1_name,
    chosen.level2_name,
    chosen.level3_name,
    chosen.target_text,
    chosen.actual_text,
    chosen.weight_points,
    chosen.score_points,
    repeated.target_words is not null as is_same_target
from chosen
left join repeated
    on chosen.level3_name = repeated.level3_name and chosen.target_words = repeated.target_words
order by chosen.fiscal_year, chosen.division_code, chosen.form_type desc, chosen.project_id, chosen.row_no
