-- one row per indicator that has another result in another form of the same place and year, at each of them
-- id: G02
-- title: 同名指标两个完成值
-- meaning: 同一地方同一年度说同一件事的指标，完成值应只有一个；各项目各有其数的指标（满意度、完成率、支付等）不比；哪一个对判断不了，各表都提示
-- severity: 高
-- basis: 已核实：样本中同一单位同一年度的“医疗服务行为规范性”一表印较规范、一表印规范
-- field: indicator.actual
-- parameters: shortest_length = 5 (3..20) 指标名称的最少字数
-- parameters: tolerance_rate = 0.001 (0..0.1) 两个数值相差不超过此比例的视为相同
with projects as (
    select
        *,
        coalesce(division_code, department_name, unit_name) as place,
        responsible_name as owner
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
placed as (
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
        projects.project_name,
        hash(projects.place, projects.fiscal_year, indicators.level3_key, indicators.target_key) as fact_hash,
        if(
            indicators.actual_value is null, hash(indicators.actual_key), hash(indicators.actual_value, indicators.actual_unit)
        ) as result_hash
    from core_indicator as indicators
    join names using (level3_key)
    join projects using (project_id)
    where indicators.actual_key is not null and indicators.actual_operator is null
        and projects.place is not null and projects.fiscal_year is not null
),
-- few facts have two results: they are found by number, then compared by their words
suspected as (
    select fact_hash
    from placed
    group by fact_hash
    having min(result_hash) <> max(result_hash)
),
results as (select * from placed semi join suspected using (fact_hash)),
-- asked among the forms of one unit first, then among all units of the place; a form that says it twice is asked once
scoped as (
    select *, 1 as scope_order, owner as scope
    from results
    where owner is not null
    union all
    select *, 2, null
    from results
),
forms as (
    select *
    from scoped
    qualify row_number() over (
        partition by place, fiscal_year, level3_key, target_key, scope_order, scope, project_id order by row_no
    ) = 1
),
firsts as (
    select *
    from forms
    qualify row_number() over (
        partition by place, fiscal_year, level3_key, target_key, scope_order, scope order by project_id
    ) = 1
),
-- each form beside the first one: those that differ from it
differing as (
    select forms.*, firsts.project_id as first_id, firsts.actual_text as first_text, firsts.project_name as first_name
    from firsts
    join forms
        on forms.place = firsts.place and forms.fiscal_year = firsts.fiscal_year
        and forms.level3_key = firsts.level3_key and forms.target_key is not distinct from firsts.target_key
        and forms.scope_order = firsts.scope_order and forms.scope is not distinct from firsts.scope
    where case
        when firsts.actual_value is not null and forms.actual_value is not null
            then firsts.actual_unit is not distinct from forms.actual_unit
                and abs(firsts.actual_value - forms.actual_value)
                    > $tolerance_rate * greatest(abs(firsts.actual_value), abs(forms.actual_value))
        when firsts.actual_value is null and forms.actual_value is null then firsts.actual_key <> forms.actual_key
        else false
    end
),
others as (
    select *
    from differing
    qualify row_number() over (
        partition by place, fiscal_year, level3_key, target_key, scope_order, scope order by project_id
    ) = 1
),
-- a contradiction does not say which side is wrong: every form of a group with two results is told, with one that differs
told as (
    select
        project_id, row_no, level3_name, actual_text, project_name, scope_order,
        first_text as other_text, first_name as other_name
    from differing
    union all
    select
        forms.project_id, forms.row_no, forms.level3_name, forms.actual_text, forms.project_name, forms.scope_order,
        others.actual_text, others.project_name
    from others
    join forms
        on forms.place = others.place and forms.fiscal_year = others.fiscal_year
        and forms.level3_key = others.level3_key and forms.target_key is not distinct from others.target_key
        and forms.scope_order = others.scope_order and forms.scope is not distinct from others.scope
    anti join differing
        on differing.project_id = forms.project_id and differing.row_no = forms.row_no
        and differing.scope_order = forms.scope_order
),
sharpest as (
    select *
    from told
    qualify row_number() over (partition by project_id, row_no order by scope_order) = 1
)
select
    project_id,
    row_no,
    case when scope_order = 1 then '高' else '中' end as severity,
    format(
        '同一地方同一年度的指标“{}”，“{}”印“{}”，“{}”印“{}”，{}。',
        coalesce(level3_name, '未印名称的指标'), coalesce(project_name, '未印名称的项目'), actual_text,
        coalesce(other_name, '未印名称的项目'), other_text,
        if(scope_order = 1, '哪一个是真的表上看不出', '两个单位填报，是否同一件事待人工判断')
    ) as message,
    format('各表同一个完成值（另一张表印“{}”）', other_text) as expected,
    actual_text as printed
from sharpest
