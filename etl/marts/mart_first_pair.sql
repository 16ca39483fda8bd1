-- one row per pair among the first 5,000 declarations and self-evaluations of one family and one district, in the order of the page: those
-- of one year first, then those of other years that have none of their own. Forms are counted by family, district, year and unit before
-- any of them is paired: all pairs of a family with many forms in a district are too many to be sorted.
with names as (
    select family_name, dense_rank() over (order by family_name collate zh) as family_place
    from (select distinct family_name from mart_family_member)
),
counted as (
    select
        form_type,
        family_id,
        division_code,
        fiscal_year,
        pairing_year,
        pairing_unit_name,
        any_value(family_name) as family_name,
        count(*) as form_count
    from mart_family_member
    group by form_type, family_id, division_code, fiscal_year, pairing_year, pairing_unit_name
),
paired_years as (
    select
        declared.family_id,
        declared.division_code,
        declared.fiscal_year as declared_year,
        evaluated.fiscal_year as evaluated_year,
        evaluated.pairing_unit_name,
        abs(evaluated.fiscal_year - declared.fiscal_year) as year_gap,
        names.family_place,
        sum(declared.form_count * evaluated.form_count) over (
            order by year_gap, declared.division_code, names.family_place
            groups between unbounded preceding and 1 preceding
        ) as earlier_pair_count
    from counted as declared
    inner join counted as evaluated
        on declared.family_id = evaluated.family_id
        and declared.division_code = evaluated.division_code
        and declared.pairing_year is not distinct from evaluated.pairing_year
        and declared.pairing_unit_name is not distinct from evaluated.pairing_unit_name
    inner join names on evaluated.family_name is not distinct from names.family_name
    where declared.form_type = 'target_declaration' and evaluated.form_type = 'self_evaluation'
    qualify coalesce(earlier_pair_count, 0) < 5000
),
first as (
    select
        declared.project_id as declaration_id,
        evaluated.project_id as evaluation_id,
        years.year_gap,
        years.division_code,
        years.family_place
    from paired_years as years
    inner join mart_family_member as declared
        on
            years.family_id = declared.family_id
            and years.division_code = declared.division_code
            and years.declared_year is not distinct from declared.fiscal_year
            and years.pairing_unit_name is not distinct from declared.pairing_unit_name
    inner join mart_family_member as evaluated
        on
            years.family_id = evaluated.family_id
            and years.division_code = evaluated.division_code
            and years.evaluated_year is not distinct from evaluated.fiscal_year
            and years.pairing_unit_name is not distinct from evaluated.pairing_unit_name
    where declared.form_type = 'target_declaration' and evaluated.form_type = 'self_evaluation'
    order by years.year_gap, years.division_code, years.family_place, declaration_id, evaluation_id
    limit 5000
)
select
    row_number() over (order by year_gap, division_code, family_place, declaration_id, evaluation_id) as pair_no,
    declaration_id,
    evaluation_id
from first
