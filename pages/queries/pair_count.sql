-- one row: how many pairs `target_result_pairs` has, counted family by family and district by district; a pair falls out where neither
-- form has the chosen year, or neither the chosen department
with members as (
    select
        family_id,
        division_code,
        pairing_year,
        pairing_unit_name,
        form_type = 'target_declaration' as is_declaration,
        form_type = 'self_evaluation' as is_evaluation,
        not is_chosen($year, fiscal_year) as is_other_year,
        not is_chosen($department, department_name) as is_other_department
    from mart_family_member
    where
        is_chosen($province, province_code)
        and is_chosen($city, city_code)
        and is_chosen($district, division_code)
        and is_chosen($sector, sector_code)
        and family_id is not null
        and division_code is not null
),
counts as (
    select
        count(*) filter (is_declaration) * count(*) filter (is_evaluation) as all_count,
        count(*) filter (is_declaration and is_other_year) * count(*) filter (is_evaluation and is_other_year) as other_year_count,
        count(*) filter (is_declaration and is_other_department) * count(*) filter (is_evaluation and is_other_department)
            as other_department_count,
        count(*) filter (is_declaration and is_other_year and is_other_department)
        * count(*) filter (is_evaluation and is_other_year and is_other_department) as both_other_count
    from members
    group by family_id, division_code, pairing_year, pairing_unit_name
)
select coalesce(sum(all_count - other_year_count - other_department_count + both_other_count), 0)::bigint as pair_count
from counts
