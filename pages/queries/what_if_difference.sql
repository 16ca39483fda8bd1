-- one row per finding that the build has and the what-if has not, or the other way round; a severity that moved is one of each
with before as (
    select * from audit_finding
),
after as (
    select * from judged_finding
),
gone as (
    select '不再提示' as change_text, *
    from before
    anti join after
        on before.rule_id = after.rule_id and before.severity = after.severity
        and before.project_id is not distinct from after.project_id
        and before.row_no is not distinct from after.row_no
),
come as (
    select '新提示' as change_text, *
    from after
    anti join before
        on before.rule_id = after.rule_id and before.severity = after.severity
        and before.project_id is not distinct from after.project_id
        and before.row_no is not distinct from after.row_no
),
changed as (
    select * from come
    union all
    select * from gone
)
select
    changed.change_text,
    changed.rule_id,
    coalesce(meta_rule.rule_title, changed.rule_id) as rule_title,
    changed.severity,
    changed.message,
    changed.expected,
    changed.printed,
    forms.project_name,
    forms.division_label,
    forms.executed_yuan,
    changed.project_id,
    changed.section_code,
    changed.row_no,
    changed.place_text,
    forms.document_label,
    changed.line_no
from changed
left join meta_rule on changed.rule_id = meta_rule.rule_id
left join mart_project as forms on changed.project_id = forms.project_id
order by changed.change_text desc, list_position(['高', '中', '低'], changed.severity), changed.rule_id, changed.finding_id
