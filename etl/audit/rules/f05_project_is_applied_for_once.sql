-- one row per pair of forms of one unit and year with one goal text under two names, at the first of the pair
-- id: F05
-- title: 交叉重复立项
-- meaning: 同一单位同一年度的两个项目不应使用同一段目标文字；同一政策的上级资金分批（名称带文号或级别）不在此列
-- severity: 高
-- basis: 已核实：样本中有同一单位以同一段目标文字申报两个机房改造项目的
-- field: form.goal
-- parameters: shortest_length = 40 (10..200) 相同的目标文字的最少字数
-- parameters: most_goals = 500 (20..5000) 同一单位同一年度的目标多于此数的，只比相同的，不比包含的
with projects as (
    select
        *,
        regexp_replace(goal_text, '[\s　]', '', 'g') as goal,
        concat_ws('|', division_code, responsible_name) as owner
    from core_project
    where goal_text is not null and not is_transfer and responsible_name is not null and fiscal_year is not null
),
budgets as (
    select project_id, max(initial_budget_yuan) as budget_yuan
    from core_fund
    where fund_source_code = 'total'
    group by project_id
),
names as (
    select fiscal_year, form_type, owner, goal, project_name, min(project_id) as project_id
    from projects
    where length(goal) >= $shortest_length
    group by fiscal_year, form_type, owner, goal, project_name
),
-- each name with the next one of the same goal: n names of one goal are n - 1 pairs, not n * n
equal_pairs as (
    select
        project_id as first_id,
        lead(project_id) over (
            partition by fiscal_year, form_type, owner, goal order by project_id
        ) as second_id
    from names
),
goals as (
    select
        fiscal_year,
        form_type,
        owner,
        goal,
        min(project_id) as project_id,
        count(*) over (partition by fiscal_year, form_type, owner) as goal_count
    from names
    group by fiscal_year, form_type, owner, goal
),
contained_pairs as (
    select longer.project_id as first_id, shorter.project_id as second_id
    from goals as longer
    join goals as shorter
        on shorter.fiscal_year = longer.fiscal_year
        and shorter.form_type = longer.form_type
        and shorter.owner = longer.owner
        and length(shorter.goal) < length(longer.goal)
    where longer.goal_count <= $most_goals and contains(longer.goal, shorter.goal)
),
pairs as (
    select least(first_id, second_id) as project_id, greatest(first_id, second_id) as other_id
    from equal_pairs
    where second_id is not null
    union
    select least(first_id, second_id), greatest(first_id, second_id)
    from contained_pairs
)
select
    pairs.project_id,
    null as row_no,
    format(
        '同一单位同一年度的“{}”{}与“{}”{}有 {} 个字（不计标点）的目标文字相同，请核对是否重复立项。',
        this_form.project_name, coalesce(format('（{:,.2f} 万元）', round(this_budget.budget_yuan * 0.0001, 2)), ''),
        other_form.project_name, coalesce(format('（{:,.2f} 万元）', round(other_budget.budget_yuan * 0.0001, 2)), ''),
        least(length(this_form.goal_key), length(other_form.goal_key))
    ) as message,
    format('“{}”与“{}”各有目标', this_form.project_name, other_form.project_name) as expected,
    if(length(this_form.goal) <= length(other_form.goal), this_form.goal_text, other_form.goal_text) as printed
from pairs
join projects as this_form on this_form.project_id = pairs.project_id
join projects as other_form on other_form.project_id = pairs.other_id
left join budgets as this_budget on this_budget.project_id = pairs.project_id
left join budgets as other_budget on other_budget.project_id = pairs.other_id
-- written so that it is no condition to join by: all forms would meet all forms
where if(this_form.project_name = other_form.project_name, 0, 1) = 1
