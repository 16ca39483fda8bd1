-- one row per sampled form and row of it with a finding of the rules, as the reviewer's sheet says it: of an indicator what was found
-- on it, of the form as a whole (no row) what no indicator row of the sheet can carry, the severest first
with forms as materialized (
    select project_id, fiscal_year, division_code
    from mart_project
    where list_contains($project_ids::varchar[], project_id)
),
told as (
    select
        project_id,
        if(section_code = 'indicator', row_no, null) as row_no,
        rtrim(message, '。') as finding_text,
        severity,
        rule_id,
        finding_id
    from findings_of('forms')
    where source_kind = 'rule' and list_contains($project_ids::varchar[], project_id)
)
select
    project_id,
    row_no,
    if(
        row_no is null,
        string_agg(
            format('{}（{}）', finding_text, severity), '；'
            order by list_position(['高', '中', '低'], severity), rule_id, finding_id
        ),
        string_agg(finding_text, '；' order by finding_id)
    ) as finding_text
from told
group by project_id, row_no
order by project_id, row_no
