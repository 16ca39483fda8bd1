-- one row per finding of one rule asked again, shaped as audit_finding; place and id as the build gives them to its own findings
-- rerun_row holds what the rule returned; a finding of the same cells has the id that it has in the build
with found as (
    select
        project_id,
        row_no::bigint as row_no,
        severity,
        field,
        message,
        expected,
        printed,
        split_part(field, '.', 1) as section_code,
        split_part(field, '.', 2) as field_name
    from rerun_row
),
forms as (
    select core_project.project_id, fiscal_year, division_code, document_id, line_no as form_line_no, line_end_no
    from core_project
),
totals as (
    select project_id, min(row_no) as total_row_no
    from core_fund
    where fund_source_code = 'total'
    group by project_id
),
meant as (
    select
        found.*,
        forms.fiscal_year,
        forms.division_code,
        forms.document_id,
        forms.form_line_no,
        forms.line_end_no,
        coalesce(if(found.section_code = 'fund', totals.total_row_no, found.row_no), 0) as printed_row_no
    from found
    inner join forms using (project_id)
    left join totals using (project_id)
),
fields as (
    select
        raw_form_field.project_id,
        concat(section_code, '.', field_name) as field,
        coalesce(row_no, 0) as printed_row_no,
        -- a field that is printed twice stands where it is printed first
        min((line_no, column_no)) as place
    from raw_form_field
    where raw_form_field.project_id in (select meant.project_id from meant)
    group by all
),
placed as (
    select distinct
        meant.fiscal_year,
        meant.division_code,
        meant.severity,
        meant.document_id,
        meant.project_id,
        meant.section_code,
        meant.field_name,
        meant.row_no,
        meant.message,
        meant.expected,
        meant.printed,
        coalesce(fields.place[1], meant.form_line_no) as line_no,
        coalesce(
            '第 ' || fields.place[1] || ' 行第 ' || fields.place[2] || ' 格',
            '第 ' || meant.form_line_no || ' 至 ' || meant.line_end_no || ' 行的表内，该项空白或未印'
        ) as place_text
    from meant
    left join fields on meant.project_id = fields.project_id and meant.field = fields.field
        and meant.printed_row_no = fields.printed_row_no
),
named as (
    select
        *,
        concat_ws(
            chr(31), $rule_id, project_id, coalesce(row_no::varchar, 'None'), coalesce(expected, 'None'),
            coalesce(printed, 'None')
        ) as cells
    from placed
),
-- where a rule says several things of the same cells, what it says is part of the name
told_apart as (
    select
        *,
        if(count(*) over (partition by cells) = 1, cells, concat_ws(
            chr(31), cells, message, severity, section_code, coalesce(place_text, 'None'),
            coalesce(line_no::varchar, 'None')
        )) as name
    from named
)
select
    fiscal_year,
    division_code,
    left(sha256(name), 16) as finding_id,
    'rule' as source_kind,
    $rule_id as rule_id,
    severity,
    document_id,
    project_id,
    section_code,
    field_name,
    row_no,
    message,
    expected,
    printed,
    line_no,
    place_text
from told_apart
order by finding_id
