-- one row per scored part of a self-evaluation: the execution of its total funding row, and each indicator; with the points that the
-- usual formula gives from what is printed, null where the evidence allows none, and whether a severe finding throws doubt on it
-- the formula, for ≥ ≤ > < and = alike: points × what was reached of the target, between none and all. distance_rate is signed by
-- the operator, so that 1 + distance_rate is the ratio for ≥, and falls to 0 at twice the target for ≤
with projects as (select * from core_project where form_type = 'self_evaluation'),
rules as (select * from meta_rule),
totals as (
    select core_fund.*
    from core_fund
    inner join projects using (project_id)
    where core_fund.fund_source_code = 'total'
    qualify row_number() over (partition by core_fund.project_id order by core_fund.row_no) = 1
),
executions as (
    select
        project_id,
        0 as part_no,
        'execution' as part_code,
        '预算执行' as part_name,
        row_no,
        weight_points,
        score_points,
        case when adjusted_budget_yuan > 0 and executed_yuan >= 0
            then least(1, executed_yuan / adjusted_budget_yuan)
        end as reached_rate,
        case
            when weight_points is null then '没有印分值'
            when adjusted_budget_yuan is null then '没有印全年预算数'
            when executed_yuan is null then '没有印全年执行数'
            when adjusted_budget_yuan <= 0 then '全年预算数为零，算不出执行率'
            when executed_yuan < 0 then '全年执行数为负数'
            else format(
                '分值 × 执行率 {:.2f}%{}', executed_yuan / adjusted_budget_yuan * 100,
                if(executed_yuan > adjusted_budget_yuan, '，最多得满分', '')
            )
        end as formula_note_text,
        false as is_output
    from totals
    where weight_points is not null or score_points is not null
),
indicators as (
    select
        core_indicator.*,
        coalesce(core_indicator.category_code like '%cost%' or core_indicator.level1_name like '成本%'
            or core_indicator.level2_name like '%成本%', false) as is_cost,
        coalesce(core_indicator.category_code like '%satisfaction%' or core_indicator.level1_name like '%满意度%'
            or core_indicator.level2_name like '%满意度%', false) as is_satisfaction
    from core_indicator
    inner join projects using (project_id)
    where core_indicator.weight_points is not null or core_indicator.score_points is not null
),
measured as (
    select
        *,
        case
            when distance_status = 'comparable' and target_operator = '=' and is_cost and distance_rate <> 0 then null
            when distance_status = 'comparable' and target_value < 0 and distance_rate < 0 then null
            when distance_status = 'comparable' and is_satisfaction and distance_rate < 0 then null
            when distance_status = 'comparable' then greatest(0, least(1, 1 + distance_rate))
            when distance_status = 'target_zero' and target_operator in ('=', '≤') then if(actual_value > 0, 0, 1)
            when distance_status = 'target_zero' and target_operator in ('≥', '>') and actual_value > 0 then 1
            when distance_status = 'no_direction' and target_value = actual_value
                and coalesce(target_unit, actual_unit, '') = coalesce(actual_unit, target_unit, '') then 1
        end as reached_rate
    from indicators
),
indicator_parts as (
    select
        project_id,
        row_no as part_no,
        'indicator' as part_code,
        coalesce(level3_name, '未印名称的指标') as part_name,
        row_no,
        weight_points,
        score_points,
        reached_rate,
        case
            when weight_points is null then '没有印分值'
            when reached_rate = 1 and distance_status = 'no_direction' then '完成值等于目标值，得满分'
            when reached_rate = 1 then '达到目标，得满分'
            when reached_rate = 0 and distance_status = 'target_zero' then '目标为零而实际不为零，不得分'
            when reached_rate is not null and target_operator in ('≤', '<') then format(
                '超过上限，分值 ×（1 − 超出 {:.2f}%）', -distance_rate * 100
            )
            when reached_rate is not null then format('未达到目标，分值 × 完成比例 {:.2f}%', reached_rate * 100)
            when distance_status = 'comparable' and target_value < 0 then '目标为负数，没有通行的公式'
            when distance_status = 'comparable' and is_cost and target_operator = '='
                then '成本目标用等号，偏离是节约还是超支分不清'
            when distance_status = 'comparable' then '满意度未达到目标，各地分档给分，没有统一的公式'
            when distance_status = 'no_direction' then '目标没有比较符，完成值又不等于目标值，分不出好坏'
            when distance_status = 'target_zero' then '目标为零，没有通行的公式'
            when distance_status = 'actual_is_bound' then '完成值照抄了目标的比较符，不是实测值'
            when distance_status = 'no_actual' then '完成值空白'
            when distance_status = 'unit_differs' then '目标与完成值单位不同'
            when distance_status = 'actual_not_numeric' then '目标是数，完成值不是数'
            when target_kind = 'date' then '目标是日期，没有按天计分的公式'
            when target_kind = 'multiple' then '目标含几个数，分不清对应哪个完成值'
            when target_kind = 'blank' then '目标空白'
            else '定性目标，分档给分，没有唯一的得分'
        end as formula_note_text,
        coalesce(category_code like 'output%' or level1_name like '产出%', false) as is_output
    from measured
),
parts as (
    select * from executions
    union all by name
    select * from indicator_parts
),
severe as (
    select
        audit_finding.project_id,
        audit_finding.row_no,
        rules.rule_title,
        rules.doubted_part_code
    from audit_finding
    inner join rules using (rule_id)
    where audit_finding.severity = '高' and audit_finding.source_kind = 'rule' and rules.doubted_part_code <> 'none'
        -- the execution score is made of the adjusted budget and the executed amount, not of the initial budget
        and not (rules.doubted_part_code = 'execution' and coalesce(audit_finding.field_name = 'initial_budget', false))
),
doubts as (
    select
        parts.project_id,
        parts.part_no,
        string_agg(distinct severe.rule_title, '、' order by severe.rule_title) as doubt_text
    from parts
    inner join severe on parts.project_id = severe.project_id and case severe.doubted_part_code
        when 'row' then parts.part_code = 'indicator' and parts.row_no = severe.row_no
        when 'execution' then parts.part_code = 'execution'
        when 'output' then parts.is_output
    end
    group by parts.project_id, parts.part_no
),
scored as (
    select parts.*, (weight_points * reached_rate)::decimal(9, 4) as formula_points
    from parts
)
select
    scored.project_id,
    scored.part_no,
    scored.part_code,
    scored.part_name,
    scored.row_no,
    scored.weight_points,
    scored.score_points,
    scored.formula_points,
    scored.formula_note_text,
    doubts.doubt_text,
    case when doubts.doubt_text is null then scored.formula_points end as audited_points
from scored
left join doubts using (project_id, part_no)
