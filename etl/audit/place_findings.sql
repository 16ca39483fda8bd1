-- one row per broken row, with its name, its document and the place of the field that it is about
with broken as (
    select
        *,
        split_part(field, '.', 1) as section_code,
        split_part(field, '.', 2) as field_name
    from broken_rows
),
-- a finding on the money points to the total row
totals as (
    select project_id, min(row_no) as total_row_no
    from core_fund
    where fund_source_code = 'total'
    group by project_id
),
meant as (
    select
        broken.*,
        coalesce(if(broken.section_code = 'fund', totals.total_row_no, broken.row_no), 0) as printed_row_no
    from broken
    left join totals using (project_id)
),
-- a field that is printed twice stands where it is printed first
printed as (
    select meant.broken_no, min((fields.line_no, fields.column_no)) as place
    from meant
    join raw_form_field as fields
        on fields.project_id = meant.project_id
        and fields.section_code = meant.section_code
        and fields.field_name = meant.field_name
        and coalesce(fields.row_no, 0) = meant.printed_row_no
    group by meant.broken_no
)
select
    left(
        sha256(
            concat_ws(
                chr(31), meant.rule_id, meant.project_id, coalesce(meant.row_no::varchar, 'None'),
                coalesce(meant.expected, 'None'), coalesce(meant.printed, 'None')
            )
        ), 16
    ) as finding_id,
    'rule' as source_kind,
    meant.rule_id,
    meant.severity,
    forms.document_id,
    forms.fiscal_year,
    forms.division_code,
    meant.project_id,
    meant.section_code,
    meant.field_name,
    meant.row_no,
    meant.message,
    meant.expected,
    meant.printed,
    coalesce(printed.place[1], forms.line_no) as line_no,
    coalesce(
        format('第 {} 行第 {} 格', printed.place[1], printed.place[2]),
        format('第 {} 至 {} 行的表内，该项空白或未印', forms.line_no, forms.line_end_no)
    ) as place_text
from meant
left join core_project as forms using (project_id)
left join printed using (broken_no)
