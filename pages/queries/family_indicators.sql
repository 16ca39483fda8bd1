-- one row per indicator of the filtered forms of the chosen family, those of $form (all where none is chosen); is_same_target marks a
-- level-3 name whose target text stands word for word in another form of the family (white space aside)
with members as not materialized (
    select *
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
    where family_id = $family
),
chosen as (
    select *, regexp_replace(target_text, '\s', '', 'g') as target_words
    from members
    where project_id in (
        select project_id from mart_family_member where family_id = $family and is_chosen($form, project_id)
    )
),
-- many forms print the same target: white space is taken out of each text once
targets as (
    select level3_name, target_text, min(project_id) as first_id, max(project_id) as last_id
    from members
    where target_text is not null
    group by level3_name, target_text
),
repeated as (
    select level3_name, regexp_replace(target_text, '\s', '', 'g') as target_words
    from targets
    group by all
    having min(first_id) <> max(last_id)
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
