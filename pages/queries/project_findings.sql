-- one row per finding of one form, the most severe first, with what a decision on it is kept under
select
    findings.finding_id,
    findings.rule_id,
    findings.project_id,
    findings.section_code,
    findings.row_no,
    findings.severity,
    coalesce(rules.rule_title, '读取提示') as rule_title,
    findings.message,
    findings.expected,
    findings.printed,
    findings.place_text,
    forms.fiscal_year,
    forms.division_label,
    forms.department_name,
    forms.project_name
from audit_finding as findings
left join meta_rule as rules using (rule_id)
left join mart_project as forms on findings.project_id = forms.project_id
where findings.project_id = $id
order by
    case findings.severity when '高' then 1 when '中' then 2 else 3 end,
    findings.row_no nulls first,
    findings.finding_id
