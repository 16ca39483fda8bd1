-- one row per original, read or set aside; those set aside first, then the least confident reading
select
    document_id,
    document_label,
    media_type,
    publisher_name,
    reading_status,
    set_aside_text,
    form_count,
    indicator_count,
    lowest_reading_confidence_rate,
    field_count,
    repaired_count,
    inferred_count,
    ocr_count,
    covered_count,
    finding_count,
    line_count,
    byte_count,
    source_url
from mart_document
where
    is_chosen($reading_status, reading_status)
    and is_chosen($document, document_id)
order by reading_status desc, lowest_reading_confidence_rate, document_label, document_id
