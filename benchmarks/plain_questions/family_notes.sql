-- one row per note on the forms of the chosen family, with the number of forms that it is on, the most forms first: why they are of the
-- family ('evidence'), and what cannot be compared ('limit')
with members as (
    select
        evidence,
        qualitative_note,
        row_number() over (order by fiscal_year, division_code, form_type desc, project_id) as member_no
    from chosen_rows('mart_family_member', $year, $province, $city, $district, $department, $sector, $form_type)
    where family_id = $family
),
notes as (
    select 'evidence' as note_kind, evidence as note_text, member_no, 0 as place
    from members
    union all
    select 'limit', unnest(string_split(rtrim(qualitative_note, '。'), '；')), member_no,
        unnest(range(len(string_split(rtrim(qualitative_note, '。'), '；'))))
    from members
    where qualitative_note <> ''
)
select note_kind, note_text, count(*) as form_count
from notes
group by note_kind, note_text
order by note_kind, form_count desc, min((member_no, place))
