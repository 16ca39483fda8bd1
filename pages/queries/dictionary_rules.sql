-- one row per audit rule that holds every word looked for; rules without a finding, rules that are not run, and reading hints too
select
    rule_id,
    rule_title,
    severity,
    meaning,
    parameters_text,
    basis_text,
    finding_count,
    case
        when query_text is not null then 'rule'
        when not_run_reason_text is not null then 'not_run'
        else 'reading'
    end as entry_kind,
    case
        when query_text is null and not_run_reason_text is null then '读取时的提示，不是审核规则'
        else coalesce(not_run_reason_text, '本局停用：' || off_reason_text)
    end as not_run_reason_text
from meta_rule
where
    len($words::varchar[]) = 0
    or list_bool_and(
        list_transform(
            $words::varchar[],
            lambda word: contains(lower(concat_ws(' ', rule_id, rule_title, meaning, basis_text, not_run_reason_text)), lower(word))
        )
    )
order by rule_id
