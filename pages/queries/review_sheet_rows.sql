-- one row per indicator of the sampled forms, as the reviewer's sheet wants it, with what the audit found on that row
with remarks as (
    select project_id, row_no, string_agg(rtrim(message, '。'), '；' order by finding_id) as finding_text
    from audit_finding
    where project_id is not null and row_no is not null and section_code = 'indicator' and source_kind = 'rule'
    group by project_id, row_no
)
select
    mart_indicator.project_id,
    mart_indicator.row_no,
    mart_indicator.project_name,
    mart_indicator.level1_name,
    mart_indicator.level2_name,
    mart_indicator.level3_name,
    case mart_indicator.target_kind
        when 'numeric' then '定量'
        when 'date' then '定量'
        when 'qualitative' then '定性'
    end as indicator_nature,
    mart_indicator.target_text,
    mart_indicator.target_unit,
    mart_indicator.target_kind,
    mart_indicator.target_operator,
    mart_indicator.target_value,
    mart_indicator.weight_points,
    mart_indicator.actual_text,
    mart_indicator.score_points,
    mart_indicator.deviation_reason_text,
    remarks.finding_text
from mart_indicator
left join remarks on mart_indicator.project_id = remarks.project_id and mart_indicator.row_no = remarks.row_no
where list_contains($project_ids::varchar[], mart_indicator.project_id)
order by mart_indicator.project_id, mart_indicator.row_no
