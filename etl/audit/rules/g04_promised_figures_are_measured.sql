-- one row per figure or promise of a goal that no indicator of the form measures
-- id: G04
-- title: 目标中的数字无指标衡量
-- meaning: 预期目标中许下的数（完成多少、不低于多少）应有指标来衡量；只是写到的数、或有名称沾边的指标的，待人工判断，为中；说明现状、标准、预算的数不算
-- severity: 高
-- basis: 已核实：样本中有目标写“预期维护医保基金1000万元”而没有指标衡量的表
-- field: form.goal
-- parameters: touched_rate = 0.2 (0.05..1) 指标名称的相邻两字组见于目标这一句的比例，达到此值即可能是衡量它的
-- parameters: tolerance_rate = 0.005 (0..0.1) 目标中的数与指标值、预算数相差不超过此比例即认为是同一个数
with projects as (select project_id, form_type from core_project),
quantities as (
    select *
    from core_text_quantity
    where field_name = 'goal' and row_no is null and quantity_operator is distinct from '约'
),
worded as (
    select quantities.project_id, quantities.quantity_no, bool_or(words.is_promise = 'y') as is_promise,
        bool_or(words.is_promise = 'n') as is_state
    from quantities
    join reference_promise_words as words on contains(quantities.subject_text, words.word)
    group by quantities.project_id, quantities.quantity_no
),
indicators as (select * from core_indicator),
funds as (select * from core_fund),
forms as (select project_id, count(*) as indicator_count from indicators group by project_id),
measured as (
    select distinct quantities.project_id, quantities.quantity_no
    from quantities
    join indicators using (project_id)
    where list_contains(
        regexp_extract_all(indicators.target_key, '[0-9.]+'),
        regexp_extract(replace(quantities.quantity_text, ',', ''), '[0-9.]+')
    )
        or abs(
            indicators.target_value * case
                when starts_with(indicators.target_unit, '万') then 10000
                when starts_with(indicators.target_unit, '亿') then 100000000
                else 1
            end - quantities.quantity_value
        ) <= $tolerance_rate * quantities.quantity_value
),
budgets as (
    select distinct quantities.project_id, quantities.quantity_no
    from quantities
    join funds using (project_id)
    where quantities.quantity_kind = 'money'
        and (
            abs(funds.initial_budget_yuan - quantities.quantity_value) <= $tolerance_rate * quantities.quantity_value
            or abs(funds.adjusted_budget_yuan - quantities.quantity_value) <= $tolerance_rate * quantities.quantity_value
        )
),
unmeasured as (
    select
        quantities.*,
        quantities.quantity_operator is not null or coalesce(worded.is_promise, false) as is_promise
    from quantities
    join forms using (project_id)
    left join worded using (project_id, quantity_no)
    left join measured using (project_id, quantity_no)
    left join budgets using (project_id, quantity_no)
    where measured.quantity_no is null and budgets.quantity_no is null
        and not coalesce(worded.is_state, false)
),
-- an indicator of another unit (完成率 for a number of checks) may measure it all the same: a reader decides
touched as (
    select
        unmeasured.project_id,
        unmeasured.quantity_no,
        arg_max(indicators.level3_name, (indicators.shared_rate, -indicators.row_no)) as level3_name
    from unmeasured
    join (
        select
            indicators.project_id,
            indicators.row_no,
            indicators.level3_name,
            unmeasured.quantity_no,
            len(
                list_filter(
                    range(1, length(indicators.level3_key)),
                    lambda place: contains(unmeasured.subject_text, substr(indicators.level3_key, place, 2))
                )
            ) / (length(indicators.level3_key) - 1) as shared_rate
        from indicators
        join unmeasured using (project_id)
        where length(indicators.level3_key) > 1
    ) as indicators using (project_id, quantity_no)
    where indicators.shared_rate >= $touched_rate
    group by unmeasured.project_id, unmeasured.quantity_no
)
select
    unmeasured.project_id,
    null as row_no,
    case when unmeasured.is_promise and touched.level3_name is null then '高' else '中' end as severity,
    format(
        '{}写“{}”（{}），{}。', if(projects.form_type = 'self_evaluation', '预期目标', '绩效目标'),
        left(unmeasured.clause_text, 80), unmeasured.quantity_text,
        case
            when touched.level3_name is not null
                then format('没有同样的指标值，是否由指标“{}”衡量待人工判断', touched.level3_name)
            when unmeasured.is_promise then '没有一个指标衡量它'
            else '没有一个指标衡量它，是否应设指标待人工判断'
        end
    ) as message,
    format('衡量 {} 的指标', unmeasured.quantity_text) as expected,
    unmeasured.clause_text as printed
from unmeasured
join projects using (project_id)
left join touched using (project_id, quantity_no)
where unmeasured.is_promise or unmeasured.quantity_kind in ('count', 'money', 'share')
