-- one row per form of the chosen originals (all where none is chosen), the least surely read first; only originals that
-- were read have forms
select *
from readings('mart_reading')
where is_chosen($document, document_id) and is_chosen($reading_status, 'read')
order by reading_confidence_rate nulls first, document_label, document_id, form_no
