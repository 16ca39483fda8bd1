-- one row per declaration and self-evaluation of one family and one unit, or else one district; years and units may differ and are shown
-- the kind of form is not asked for; `placed_pairs` gives the same of a place
with members as not materialized (
    select * from paired_members($province, $city, $district, $sector)
),
pairs as (
    select *
    from target_pairs('members', $year, $department, $declaration, $evaluation, $row_words, $row_limit, $row_offset)
)
select * exclude (pair_no)
from paired_forms('pairs', 'members')
order by pair_no
