-- one row per pair of forms of one unit and year with one goal text under two names, at the first of the pair
-- id: F05
-- title: 交叉重复立项
-- meaning: 同一单位同一年度的两个项目不应使用同一段目标文字；同一政策的上级资金分批（名称带文号或级别）不在此列
-- severity: 高
-- basis: 已核实：样本中有同一单位以同一段目标文字申报两个机房改造项目的
-- field: form.goal
-- parameters: shortest_length = 40 (10..200) 相同的目标文字的最少字数
with projects as (
    select
        *,
        coalesce(unit_name, department_name) as responsible_name,
        regexp_replace(goal_text, '[\s　]', '', 'g') as goal
    from core_project
    where goal_text is not null
        and not regexp_matches(
            project_name,
            '[〔\[（(【]\d{4}[〕\]）)】]\d+号|[—－\-（(][财社教农建]\d{4,6}|[（(](市级|中央|省级|上级)[）)]'
        )
),
budgets as (
    select project_id, max(initial_budget_yuan) as budget_yuan
    from core_fund
    where fund_source_code = 'total'
    group by project_id
),
pairs as (
    select
        this_form.project_id,
        this_form.project_name,
        if(length(this_form.goal) <= length(other_form.goal), this_form.goal_text, other_form.goal_text) as shared_text,
        other_form.project_name as other_name,
        other_budget.budget_yuan as other_budget_yuan,
        this_budget.budget_yuan as this_budget_yuan,
        least(length(this_form.goal), length(other_form.goal)) as shared_length
    from projects as this_form
    join projects as other_form
        on other_form.fiscal_year = this_form.fiscal_year
        and other_form.form_type = this_form.form_type
        and other_form.responsible_name = this_form.responsible_name
        and other_form.project_id > this_form.project_id
        and other_form.project_name <> this_form.project_name
    left join budgets as this_budget on this_budget.project_id = this_form.project_id
    left join budgets as other_budget on other_budget.project_id = other_form.project_id
    where least(length(this_form.goal), length(other_form.goal)) >= $shortest_length
        and (contains(this_form.goal, other_form.goal) or contains(other_form.goal, this_form.goal))
)
select
    project_id,
    null as row_no,
    format(
        '同一单位同一年度的“{}”{}与“{}”{}有 {} 个字的目标文字相同，请核对是否重复立项。',
        project_name, coalesce(format('（{:,.2f} 万元）', max(this_budget_yuan) / 10000), ''),
        other_name, coalesce(format('（{:,.2f} 万元）', max(other_budget_yuan) / 10000), ''), max(shared_length)
    ) as message,
    format('“{}”与“{}”各有目标', project_name, other_name) as expected,
    max(shared_text) as printed
from pairs
group by project_id, project_name, other_name
