-- one row of mart_family_member per form that stands in a pair of mart_first_pair
select members.*
from mart_family_member as members
semi join (
    select declaration_id as project_id from mart_first_pair
    union
    select evaluation_id from mart_first_pair
) as paired on members.project_id = paired.project_id
