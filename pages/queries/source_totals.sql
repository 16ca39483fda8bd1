-- one row: the chosen originals, counted and summed, and the least confident reading among them
select
    count(*) as document_count,
    count(*) filter (reading_status = 'read') as read_count,
    count(*) filter (reading_status = 'set_aside') as set_aside_count,
    coalesce(sum(form_count), 0)::bigint as form_count,
    coalesce(sum(field_count), 0)::bigint as field_count,
    coalesce(sum(repaired_count), 0)::bigint as repaired_count,
    coalesce(sum(inferred_count), 0)::bigint as inferred_count,
    coalesce(sum(ocr_count), 0)::bigint as ocr_count,
    min(lowest_reading_confidence_rate) as lowest_reading_confidence_rate
from mart_document
where
    is_chosen($reading_status, reading_status)
    and is_chosen($document, document_id)
