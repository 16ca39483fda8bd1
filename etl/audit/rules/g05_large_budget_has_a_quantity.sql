-- one row per form with a large budget and no indicator that counts anything
-- id: G05
-- title: 大额预算无数量指标
-- meaning: 预算达到上限的项目至少应有一个数得出来的数量目标（人、次、件、平方米等），比率不算；申报表为高，自评表为中
-- severity: 高
-- basis: 已核实：样本中有 1.5 亿元的申报表，数量指标只有预算资金执行率
-- field: fund.initial_budget
-- parameters: large_budget = 1000 (10..100000) 预算达到此数（万元）才判
with projects as (select * from core_project),
budgets as (
    select project_id, max(coalesce(adjusted_budget_yuan, initial_budget_yuan)) / 10000 as budget
    from core_fund
    where fund_source_code = 'total'
    group by project_id
),
large_projects as (
    select projects.project_id, projects.form_type, budgets.budget
    from projects
    join budgets using (project_id)
    where budgets.budget >= $large_budget
),
indicators as (
    select
        core_indicator.project_id,
        core_indicator.row_no,
        core_indicator.category_code = 'output_quantity' or core_indicator.level2_name like '数量%' as is_quantity,
        coalesce(core_indicator.level3_name, '未印名称的指标') as level3_name,
        core_indicator.category_code in ('output_timeliness', 'satisfaction') as is_never_counted,
        core_indicator.target_kind = 'numeric' and core_indicator.target_unit is null
        and core_indicator.category_code = 'output_quantity'
        and not regexp_matches(coalesce(core_indicator.level3_name, ''), '率') as is_bare_count,
        -- what is left of the target without its rates, amounts of money and dates
        regexp_replace(
            coalesce(core_indicator.target_text, ''),
            '\d+(\.\d+)?\s*[（(]?([%％‰度分]|(万|亿)?元)|百分之\d+|\d{4}年(\d{1,2}月)?(\d{1,2}日)?|\d{1,2}月(\d{1,2}日)?', '', 'g'
        ) as other_text
    from core_indicator
    join large_projects using (project_id)
),
forms as (
    select
        project_id,
        bool_or(
            coalesce(is_bare_count, false)
            or not coalesce(is_never_counted, false)
            and regexp_matches(other_text, '\d\s*[）)]?\s*[（(]?\s*[\x{4e00}-\x{9fff}A-Za-z㎡²]')
        ) as is_counted,
        string_agg(level3_name, '、' order by row_no) filter (is_quantity) as quantity_names
    from indicators
    group by project_id
)
select
    large_projects.project_id,
    null as row_no,
    if(large_projects.form_type = 'target_declaration', '高', '中') as severity,
    format(
        '预算 {:,.2f} 万元，没有一个数得出来的数量目标，{}。', large_projects.budget::double,
        coalesce(format('数量指标只有“{}”', left(forms.quantity_names, 80)), '也没有设数量指标')
    ) as message,
    '至少一个以人、次、件等计数的数量目标' as expected,
    coalesce(forms.quantity_names, '没有数量指标') as printed
from large_projects
join forms using (project_id)
where not forms.is_counted
