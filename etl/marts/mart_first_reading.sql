-- the 5,000 forms of mart_reading that were read least surely
select *
from mart_reading
order by reading_confidence_rate nulls first, document_label, document_id, form_no
limit 5000
