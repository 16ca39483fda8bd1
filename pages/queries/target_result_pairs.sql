-- one row per declaration and self-evaluation of one family and one district; years may differ and are shown
-- a pair is kept where either form has the chosen year and either the chosen department; the kind of form is not
-- asked for. The page is taken of numbers and ids, before anything else of the forms is read
with members as not materialized (
    select *
    from mart_family_member
    where
        is_chosen($province, province_code)
        and is_chosen($city, city_code)
        and is_chosen($district, division_code)
        and is_chosen($sector, sector_code)
        and has_counterpart
),
names as (
    select family_name, dense_rank() over (order by family_name collate zh) as family_place
    from (select distinct family_name from mart_family_member)
),
declared as (
    select * from members where form_type = 'target_declaration' and is_chosen($declaration, project_id)
),
evaluated as (
    select members.*, names.family_place
    from members
    inner join names on members.family_name is not distinct from names.family_name
    where members.form_type = 'self_evaluation' and is_chosen($evaluation, members.project_id)
),
chosen as (
    select
        declared.project_id as declaration_id,
        evaluated.project_id as evaluation_id,
        abs(evaluated.fiscal_year - declared.fiscal_year) as year_gap,
        evaluated.division_code,
        evaluated.family_place
    from declared
    inner join evaluated
        on declared.family_id = evaluated.family_id and declared.division_code = evaluated.division_code
    where
        (is_chosen($year, declared.fiscal_year) or is_chosen($year, evaluated.fiscal_year))
        and (is_chosen($department, declared.department_name) or is_chosen($department, evaluated.department_name))
        and (
            len($row_words) = 0
            or holds_words(
                concat_ws(' ', evaluated.division_label, evaluated.family_name, declared.project_name, evaluated.project_name),
                $row_words
            )
        )
    order by year_gap, division_code, family_place, declaration_id, evaluation_id
    limit $row_limit offset $row_offset
),
pairs as (
    select
        declaration_id,
        evaluation_id,
        row_number() over (order by year_gap, division_code, family_place, declaration_id, evaluation_id) as pair_no
    from chosen
)
select * exclude (pair_no)
from paired_forms('pairs', 'members')
order by pair_no
