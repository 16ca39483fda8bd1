-- one row per project left unspent whose purchase another project of the same unit and year names as its output
-- id: G09
-- title: 同一采购两处列支
-- meaning: 同一单位同一年度，同一采购内容写在两个项目里，其中一个没有花完或没有做，应核对是否重复列支（待人工判断）
-- severity: 中
-- basis: 已核实：样本中有宣传经费只执行 24.98%，宣传品又写在另一项目的数量指标里的
-- field: form.project_name
-- parameters: unspent_rate = 0.8 (0.1..1) 执行率低于此比例的项目才判
-- parameters: shortest_purchase = 4 (3..10) 采购内容的最少字数
-- parameters: most_forms = 300 (10..5000) 同一单位同一年度超过这么多张表的不比
with projects as (
    select
        core_project.project_id,
        core_project.fiscal_year,
        core_project.division_code,
        core_project.responsible_name,
        core_project.project_name,
        core_project_family.family_id,
        count(*) over (
            partition by core_project.fiscal_year, core_project.division_code,
            core_project.responsible_name
        ) as form_count
    from core_project
    join core_project_family using (project_id)
    where core_project.form_type = 'self_evaluation' and core_project.project_name is not null
        and core_project.responsible_name is not null
),
totals as (
    select project_id, max(executed_yuan) / nullif(max(adjusted_budget_yuan), 0) as execution_rate
    from core_fund
    where fund_source_code = 'total'
    group by project_id
),
unspent as (
    select
        projects.project_id,
        projects.fiscal_year,
        projects.division_code,
        projects.responsible_name,
        projects.project_name,
        projects.family_id,
        totals.execution_rate
    from projects
    join totals using (project_id)
    where totals.execution_rate < $unspent_rate and projects.form_count <= $most_forms
),
-- what the name of an unspent project says is bought, without the words of money
named_purchases as (
    select
        project_id,
        fiscal_year,
        division_code,
        responsible_name,
        project_name,
        family_id,
        format('执行率 {:.2f}%', 100 * execution_rate::double) as state_text,
        regexp_replace(
            unnest(
                regexp_split_to_array(regexp_replace(project_name, '[（(【][^）)】]*[）)】]|[\s　]', '', 'g'), '[、，,和及与]')
            ),
            '(专项)?(工作)?(专项)?(经费|资金|费用|费|项目|服务)+$', ''
        ) as purchase
    from unspent
),
-- what an indicator that was not done at all says should have been bought
undone_purchases as (
    select
        projects.project_id,
        projects.fiscal_year,
        projects.division_code,
        projects.responsible_name,
        projects.project_name,
        projects.family_id,
        format('“{}”完成 0', coalesce(core_indicator.level3_name, '未印名称的指标')) as state_text,
        regexp_replace(
            core_indicator.level3_key,
            '^(购买|购置|采购|制作|印制)|(购买|购置|采购|制作|印制)?(数量|个数|件数|套数|台数|次数|数)$', '', 'g'
        ) as purchase
    from core_indicator
    join projects using (project_id)
    where core_indicator.category_code = 'output_quantity' and core_indicator.actual_value = 0
        and core_indicator.target_operator in ('=', '≥', '>') and core_indicator.target_value > 0
        and core_indicator.level3_key is not null and projects.form_count <= $most_forms
),
purchases as (
    select * from named_purchases
    where length(purchase) >= $shortest_purchase
    union all by name
    select * from undone_purchases
    where length(purchase) >= $shortest_purchase
),
outputs as (
    select
        projects.project_id,
        projects.fiscal_year,
        projects.division_code,
        projects.responsible_name,
        projects.project_name,
        projects.family_id,
        core_indicator.level3_key,
        coalesce(core_indicator.level3_name, '未印名称的指标') as level3_name,
        core_indicator.target_text
    from core_indicator
    join projects using (project_id)
    where core_indicator.category_code = 'output_quantity' and core_indicator.level3_key is not null
        and core_indicator.actual_value is distinct from 0 and regexp_matches(core_indicator.target_text, '\d') and not contains(core_indicator.target_text, '%')
        and projects.form_count <= $most_forms
),
-- one pair a project is told, the first by its words
pairs as (
    select
        purchases.project_id,
        min((
            outputs.project_name, outputs.level3_name, outputs.target_text, purchases.purchase, purchases.state_text,
            purchases.project_name
        )) as told
    from purchases
    join outputs
        on outputs.fiscal_year = purchases.fiscal_year
        and outputs.division_code is not distinct from purchases.division_code
        and outputs.responsible_name = purchases.responsible_name
        and contains(outputs.level3_key, purchases.purchase)
    where outputs.project_id <> purchases.project_id and outputs.family_id <> purchases.family_id
    group by purchases.project_id
)
select
    project_id,
    null as row_no,
    format(
        '“{}”{}，而同一单位的“{}”又列有“{}”（{}），都与“{}”有关，是否两处列支（待人工判断）。',
        told[6], told[5], told[1], told[2], told[3], told[4]
    ) as message,
    '同一采购内容只在一个项目列支' as expected,
    format('{} / {}', told[6], told[2]) as printed
from pairs
