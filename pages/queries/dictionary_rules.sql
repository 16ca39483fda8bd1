-- one row per audit rule that holds every word looked for; rules without a finding and rules that are not run too
select
    rule_id,
    rule_title,
    severity,
    meaning,
    parameters_text,
    basis_text,
    finding_count,
    coalesce(not_run_reason_text, '本局停用：' || off_reason_text) as not_run_reason_text
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
