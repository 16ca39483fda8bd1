-- one row per form, the least surely read first: those of all that the build keeps; `source_forms` gives all of them, and those of chosen
-- originals
select *
from readings('mart_first_reading')
order by reading_confidence_rate nulls first, document_label, document_id, form_no
limit $row_limit offset $row_offset
