-- one row per original that was set aside, or part of one that was read, with the reason; whole originals first
with documents as (
    select document_id, document_label, reading_status, set_aside_code, set_aside_text
    from mart_document
    where is_chosen($document, document_id) and is_chosen($reading_status, reading_status)
),
whole as (
    select document_id, document_label, '整份文件' as scope_label, set_aside_code, set_aside_text, null as line_no
    from documents
    where reading_status = 'set_aside'
),
parts as (
    select
        documents.document_id,
        documents.document_label,
        '其中一部分' as scope_label,
        split_part(findings.rule_id, '-', 2) as set_aside_code,
        findings.message as set_aside_text,
        findings.line_no
    from audit_finding as findings
    join documents on findings.document_id = documents.document_id
    where list_contains($part_rules::varchar[], findings.rule_id)
),
everything as (
    select * from whole
    union all
    select * from parts
)
select
    document_id,
    document_label,
    scope_label,
    set_aside_code,
    set_aside_text,
    line_no
from everything
order by scope_label desc, document_label, document_id, line_no nulls first, set_aside_text
