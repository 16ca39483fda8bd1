-- one row per pair among the first 5,000 declarations and self-evaluations of one family and one district, in the order of the page: the
-- nearest years first
with names as (
    select family_name, dense_rank() over (order by family_name collate zh) as family_place
    from (select distinct family_name from mart_family_member)
),
first as (
    select
        declared.project_id as declaration_id,
        evaluated.project_id as evaluation_id,
        abs(evaluated.fiscal_year - declared.fiscal_year) as year_gap,
        evaluated.division_code,
        names.family_place
    from mart_family_member as declared
    inner join mart_family_member as evaluated
        on declared.family_id = evaluated.family_id and declared.division_code = evaluated.division_code
    inner join names on evaluated.family_name is not distinct from names.family_name
    where declared.form_type = 'target_declaration' and evaluated.form_type = 'self_evaluation'
    order by year_gap, evaluated.division_code, names.family_place, declaration_id, evaluation_id
    limit 5000
)
select
    row_number() over (order by year_gap, division_code, family_place, declaration_id, evaluation_id) as pair_no,
    declaration_id,
    evaluation_id
from first
