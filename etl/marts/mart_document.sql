-- one row per original, read or set aside (its label is the path where several have its name): what was read out of it, how surely, and how much was repaired or inferred
with documents as (
    select
        document_id, file_name, file_path, media_type, encoding_name, byte_count, line_count, publisher_name, source_url,
        reading_status, set_aside_code, set_aside_text, covered_count,
        case when count(*) over (partition by file_name) > 1 then file_path else file_name end as document_label
    from core_document
),
forms as (
    select
        document_id,
        count(*) as form_count,
        sum(indicator_count)::bigint as indicator_count,
        min(reading_confidence_rate) as lowest_reading_confidence_rate
    from core_project
    group by document_id
),
fields as (
    select
        document_id,
        count(*) as field_count,
        count(*) filter (where is_repaired) as repaired_count,
        count(*) filter (where is_inferred) as inferred_count,
        count(*) filter (where is_ocr) as ocr_count
    from raw_form_field
    group by document_id
),
findings as (
    select document_id, count(*) as finding_count
    from audit_finding
    group by document_id
)
select
    documents.document_id,
    documents.document_label,
    documents.file_name,
    documents.file_path,
    documents.media_type,
    documents.encoding_name,
    documents.byte_count,
    documents.line_count,
    documents.publisher_name,
    documents.source_url,
    documents.reading_status,
    documents.set_aside_code,
    documents.set_aside_text,
    coalesce(forms.form_count, 0) as form_count,
    coalesce(forms.indicator_count, 0) as indicator_count,
    forms.lowest_reading_confidence_rate,
    coalesce(fields.field_count, 0) as field_count,
    coalesce(fields.repaired_count, 0) as repaired_count,
    coalesce(fields.inferred_count, 0) as inferred_count,
    coalesce(fields.ocr_count, 0) as ocr_count,
    documents.covered_count,
    coalesce(findings.finding_count, 0) as finding_count
from documents
left join forms on documents.document_id = forms.document_id
left join fields on documents.document_id = fields.document_id
left join findings on documents.document_id = findings.document_id
order by documents.document_id
