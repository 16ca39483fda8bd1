-- one row per finding, its form's place and its rule beside it; the severest first, and among these the most money
-- a finding about a whole document has no form: it is shown while no place, year or kind of form is chosen
with placed as (
    select * from placed_findings($severity, $rule, $source_kind, $year, $district)
),
filtered as (
    select * from chosen_rows('placed', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    concat(filtered.severity, '/', filtered.rule_id) as rule_severity,
    filtered.finding_id,
    filtered.severity,
    filtered.source_kind,
    filtered.rule_id,
    coalesce(meta_rule.rule_title, filtered.rule_id) as rule_title,
    filtered.message,
    filtered.expected,
    filtered.printed,
    filtered.fiscal_year,
    filtered.division_label,
    filtered.department_name,
    filtered.project_id,
    filtered.section_code,
    filtered.row_no,
    filtered.project_name,
    filtered.family_name,
    filtered.executed_yuan,
    filtered.place_text,
    coalesce(filtered.document_label, mart_document.document_label) as document_label,
    filtered.line_no
from filtered
left join meta_rule on filtered.rule_id = meta_rule.rule_id
left join mart_document on filtered.document_id = mart_document.document_id
order by
    list_position(['高', '中', '低'], filtered.severity),
    coalesce(filtered.adjusted_budget_yuan, filtered.executed_yuan) desc nulls last,
    filtered.project_id,
    filtered.rule_id,
    filtered.row_no,
    filtered.finding_id
