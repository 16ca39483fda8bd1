-- one row per printed field of the chosen originals (and form) that was treated as chosen; those that nobody printed first. No
-- treatment chosen means all but those taken as printed. The source trail alone reads raw_ tables
with printed as (
    select * from raw_form_field
    union all by name
    -- a build made before texts were recognised in pictures has no such column
    select null::boolean as is_ocr where false
),
fields as (
    select
        forms.project_id,
        forms.document_label,
        forms.document_id,
        forms.project_name,
        forms.reading_confidence_rate,
        fields.section_code,
        fields.row_no,
        fields.field_name,
        fields.printed_text,
        fields.repair_reason_text,
        fields.page_no,
        fields.line_no,
        fields.column_no,
        case when fields.is_inferred then ['inferred'] else [] end
        || case when fields.is_repaired then ['repaired'] else [] end
        || case when fields.is_ocr then ['ocr'] else [] end as treatments
    from printed as fields
    join mart_reading as forms using (project_id)
    where
        is_chosen($document, forms.document_id)
        and is_chosen($reading_status, 'read')
        and is_chosen($form, fields.project_id)
),
chosen as (
    select
        *,
        case
            when len($treatment) = 0 then len(treatments) > 0
            else list_has_any(
                $treatment::varchar[], case when len(treatments) = 0 then ['as_printed'] else treatments end
            )
        end as is_wanted
    from fields
)
select
    project_id,
    document_label,
    project_name,
    case
        when len(treatments) = 0 then '照录'
        else array_to_string(list_transform(treatments, lambda word: case word
            when 'inferred' then '推算' when 'repaired' then '修复' when 'ocr' then 'OCR 识别' end), '、')
    end as treatment_label,
    section_code,
    row_no,
    field_name,
    printed_text,
    repair_reason_text,
    case
        when line_no is null then '表上没有印'
        else concat(
            case when page_no is not null then format('第 {} 页，', page_no) end,
            format('第 {} 行', line_no),
            case when column_no is not null then format('第 {} 格', column_no) end
        )
    end as place_text,
    line_no
from chosen
where is_wanted
order by
    reading_confidence_rate nulls first, document_label, document_id, project_id,
    list_contains(treatments, 'inferred') desc, section_code, row_no nulls first, field_name
