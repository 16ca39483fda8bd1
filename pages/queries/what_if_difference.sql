-- one row per finding that a what-if brings, takes away or grades anew, by rule, form and row; rules that it does not try find what
-- they found
with before as not materialized (
    select * from audit_finding where list_contains((select list(rule_id) from tried_rule), rule_id)
),
after as not materialized (
    select * from tried_finding
),
graded as (
    select before.rule_id, before.project_id, before.row_no, list_sort(list(distinct before.severity)) as severities
    from before
    semi join after
        on before.rule_id = after.rule_id and before.project_id is not distinct from after.project_id
        and before.row_no is not distinct from after.row_no
    group by before.rule_id, before.project_id, before.row_no
),
come as (
    select
        case
            when graded.rule_id is null then '新提示'
            when not list_contains(graded.severities, after.severity)
                then '级别变了（原为' || array_to_string(graded.severities, '、') || '）'
        end as change_text,
        after.*
    from after
    left join graded
        on after.rule_id = graded.rule_id and after.project_id is not distinct from graded.project_id
        and after.row_no is not distinct from graded.row_no
),
gone as (
    select '不再提示' as change_text, before.*
    from before
    anti join after
        on before.rule_id = after.rule_id and before.project_id is not distinct from after.project_id
        and before.row_no is not distinct from after.row_no
),
changed as (
    select * from come where change_text is not null
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
order by
    list_position(['新', '级', '不'], left(changed.change_text, 1)),
    list_position(['高', '中', '低'], changed.severity),
    forms.executed_yuan desc nulls last,
    changed.rule_id,
    changed.finding_id
