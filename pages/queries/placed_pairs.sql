-- one row per declaration and self-evaluation of one family and one district of the chosen place, whose few forms are read once;
-- `target_result_pairs` gives the same of all places, whose forms are too many to be held
with members as materialized (
    select * from paired_members($province, $city, $district, $sector)
),
pairs as (
    select *
    from target_pairs('members', $year, $department, $declaration, $evaluation, $row_words, $row_limit, $row_offset)
)
select * exclude (pair_no)
from paired_forms('pairs', 'members')
order by pair_no
