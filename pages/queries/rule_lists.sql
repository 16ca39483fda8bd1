-- one row per list of words that a rule joins
select list_name, content_text
from meta_reference_list
order by list_name
