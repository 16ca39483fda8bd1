-- one row of mart_reading per form among the 5,000 that were read least surely
select *
from mart_reading
order by reading_confidence_rate nulls first, document_label, document_id, form_no
limit 5000
