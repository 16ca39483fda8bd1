-- one row per reading problem of one form, in the order of the page: cells that were not read, values that stayed open
select
    findings.project_id,
    coalesce(rules.rule_title, '读取提示') as rule_title,
    findings.message,
    findings.printed,
    findings.place_text,
    findings.line_no as shown_line_no
from audit_finding as findings
left join meta_rule as rules using (rule_id)
where findings.project_id = $form and findings.source_kind = 'reading'
order by findings.line_no nulls last, findings.finding_id
