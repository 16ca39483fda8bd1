-- one row per parameter of a rule: the threshold in force and the range that it may take
select
    rule_id,
    parameter_name,
    value_in_force,
    default_value,
    lowest_value,
    highest_value,
    meaning
from meta_rule_parameter
order by rule_id, parameter_no
