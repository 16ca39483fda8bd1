-- one row per text of a declaration that stands whole inside another text of the same form
-- id: G29
-- title: 表内文字互抄
-- meaning: 申报表的概况、依据、必要性、措施、计划和目标各答一问；一处的文字整段见于另一处的，等于没有作答
-- severity: 低
-- basis: 通行做法：各栏应分别填写
-- field: form.necessity
-- parameters: shortest_length = 20 (10..200) 整段相同的最少字数，不计标点
with texts as (
    unpivot (
        select
            project_id,
            goal_text as goal,
            overall_goal_text as overall_goal,
            project_overview_text as project_overview,
            legal_basis_text as legal_basis,
            necessity_text as necessity,
            safeguards_text as safeguards,
            implementation_plan_text as implementation_plan
        from core_project
        where form_type = 'target_declaration'
    )
    on goal, overall_goal, project_overview, legal_basis, necessity, safeguards, implementation_plan
    into name field_name value printed_text
),
keyed as (
    select
        project_id,
        field_name,
        printed_text,
        regexp_replace(printed_text, '[\s\p{P}]', '', 'g') as text_key,
        case field_name
            when 'goal' then '年度目标'
            when 'overall_goal' then '总目标'
            when 'project_overview' then '项目概况'
            when 'legal_basis' then '立项依据'
            when 'necessity' then '必要性'
            when 'safeguards' then '保证措施'
            when 'implementation_plan' then '实施计划'
        end as label
    from texts
),
-- of two equal texts the one that is named later repeats the other
repeated as (
    select inner_text.*, outer_text.label as outer_label, outer_text.printed_text as outer_text
    from keyed as inner_text
    join keyed as outer_text
        on outer_text.project_id = inner_text.project_id and outer_text.field_name <> inner_text.field_name
    where length(inner_text.text_key) >= $shortest_length
        and contains(outer_text.text_key, inner_text.text_key)
        and (outer_text.text_key <> inner_text.text_key or outer_text.field_name < inner_text.field_name)
        and not (inner_text.field_name in ('goal', 'overall_goal') and outer_text.field_name in ('goal', 'overall_goal'))
)
select
    project_id,
    null as row_no,
    format('form.{}', field_name) as field,
    format(
        '{}的 {} 个字（不计标点）整段见于{}。', any_value(label), any_value(length(text_key)),
        string_agg(outer_label, '、' order by outer_label)
    ) as message,
    format('{}自己的内容', any_value(label)) as expected,
    any_value(printed_text) as printed
from repeated
group by project_id, field_name
