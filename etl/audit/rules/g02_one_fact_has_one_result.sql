-- one row per indicator that has another result in another form of the same place and year, at the first of them
-- id: G02
-- title: 同名指标两个完成值
-- meaning: 同一地方同一年度说同一件事的指标，完成值应只有一个；各项目各有其数的指标（满意度、完成率、支付等）不比
-- severity: 高
-- basis: 已核实：样本中同一单位同一年度的“医疗服务行为规范性”一表印较规范、一表印规范
-- field: indicator.actual
-- parameters: shortest_length = 5 (3..20) 指标名称的最少字数
-- parameters: tolerance_rate = 0.001 (0..0.1) 两个数值相差不超过此比例的视为相同
with projects as (
    select
        *,
        coalesce(division_code, department_name, unit_name) as place,
        coalesce(unit_name, department_name) as owner
    from core_project
    where form_type = 'self_evaluation'
),
own_words as (select word from reference_own_indicator_words),
names as (
    select distinct level3_key
    from core_indicator
    where length(level3_key) >= $shortest_length
        and not exists (from own_words where contains(core_indicator.level3_key, own_words.word))
),
results as (
    select
        indicators.project_id,
        indicators.row_no,
        indicators.level3_name,
        indicators.level3_key,
        indicators.target_key,
        indicators.actual_text,
        indicators.actual_key,
        indicators.actual_value,
        indicators.actual_unit,
        projects.place,
        projects.owner,
        projects.fiscal_year,
        projects.project_name
    from core_indicator as indicators
    join names using (level3_key)
    join projects using (project_id)
    where indicators.actual_key is not null and indicators.actual_operator is null
        and projects.place is not null and projects.fiscal_year is not null
),
firsts as (
    select *
    from results
    qualify row_number() over (partition by place, fiscal_year, level3_key, target_key order by project_id, row_no) = 1
),
pairs as (
    select
        firsts.project_id,
        firsts.row_no,
        firsts.level3_name,
        firsts.actual_text,
        firsts.project_name,
        results.actual_text as other_text,
        results.project_name as other_name,
        firsts.owner is not distinct from results.owner as is_same_owner
    from firsts
    join results
        on results.place = firsts.place and results.fiscal_year = firsts.fiscal_year
        and results.level3_key = firsts.level3_key and results.target_key is not distinct from firsts.target_key
        and results.project_id > firsts.project_id
    where case
        when firsts.actual_value is not null and results.actual_value is not null
            then firsts.actual_unit is not distinct from results.actual_unit
                and abs(firsts.actual_value - results.actual_value)
                    > $tolerance_rate * greatest(abs(firsts.actual_value), abs(results.actual_value))
        when firsts.actual_value is null and results.actual_value is null then firsts.actual_key <> results.actual_key
        else false
    end
)
select
    project_id,
    row_no,
    case when bool_or(is_same_owner) then '高' else '中' end as severity,
    format(
        '同一地方同一年度的指标“{}”，“{}”印“{}”，“{}”印“{}”{}。',
        any_value(level3_name), coalesce(any_value(project_name), '未印名称的项目'), any_value(actual_text),
        coalesce(min_by(other_name, other_text), '未印名称的项目'), min(other_text),
        if(bool_or(is_same_owner), '', '，两个单位填报，是否同一件事待人工判断')
    ) as message,
    min(other_text) as expected,
    any_value(actual_text) as printed
from pairs
group by project_id, row_no
