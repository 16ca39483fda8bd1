-- one row: how many pairs there are
with filtered as (
    select *
    from mart_family_member
    where
        is_chosen($province, province_code)
        and is_chosen($city, city_code)
        and is_chosen($district, division_code)
        and is_chosen($sector, sector_code)
)
select count(*) as pair_count
from filtered as declared
inner join filtered as evaluated
    on declared.family_id = evaluated.family_id
    and declared.division_code = evaluated.division_code
    and declared.pairing_year is not distinct from evaluated.pairing_year
    and declared.pairing_unit_name is not distinct from evaluated.pairing_unit_name
where
    declared.form_type = 'target_declaration'
    and evaluated.form_type = 'self_evaluation'
    and (is_chosen($year, declared.fiscal_year) or is_chosen($year, evaluated.fiscal_year))
    and (is_chosen($department, declared.department_name) or is_chosen($department, evaluated.department_name))
