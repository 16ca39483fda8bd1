-- one row per finding of all, the severest first, and among these the most money: the first ones, as the build numbers them;
-- `audit_findings` gives all of them, and those that filters leave
select
    concat(findings.severity, '/', findings.rule_id) as rule_severity,
    findings.finding_id,
    findings.severity,
    findings.source_kind,
    findings.rule_id,
    coalesce(meta_rule.rule_title, findings.rule_id) as rule_title,
    findings.message,
    findings.expected,
    findings.printed,
    findings.fiscal_year,
    findings.division_label,
    findings.department_name,
    findings.project_id,
    findings.section_code,
    findings.row_no,
    findings.project_name,
    findings.family_name,
    findings.executed_yuan,
    findings.place_text,
    findings.document_label,
    findings.line_no
from mart_first_finding as findings
left join meta_rule on findings.rule_id = meta_rule.rule_id
order by findings.finding_no
limit $row_limit offset $row_offset
