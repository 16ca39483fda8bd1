-- one row per text that repeats a text of another unit, or indicator for people whom another field serves
-- id: E09
-- title: 跨单位照搬
-- meaning: 完成情况应是本单位的事，与别的单位几乎逐字相同而且数字也相同的为高；不同领域、不同项目的目标相同，或指标的受益对象不属本领域、项目文字也没有提到的，待人工判断
-- severity: 高
-- basis: 已核实：2025 年一份区级复核报告指出有项目照搬别的部门的内容
-- field: form.completion
-- parameters: similarity = 0.9 (0.85..1) 两段文字（空白、标点不计）的相似度达到此值即判
-- parameters: shortest_length = 30 (15..200) 文字的最少字数，不计标点
with copies as (
    select *
    from core_text_copy
    where copy_scope = 'across' and text_similarity >= $similarity and character_count >= $shortest_length
),
families as (select project_id, family_id from core_project_family),
-- each name is searched once, however many forms print it
group_names as (
    select names.level3_name, groups.*
    from (select distinct level3_name from core_indicator) as names
    join reference_target_groups as groups on contains(names.level3_name, groups.group_word)
),
foreign_groups as (
    select indicators.project_id, indicators.row_no, indicators.level3_name, groups.group_word, this_form.sector_name
    from core_indicator as indicators
    join group_names as groups on groups.level3_name = indicators.level3_name
    join core_project as this_form on this_form.project_id = indicators.project_id
    where
        not regexp_full_match(this_form.sector_code, groups.sector_pattern)
        and this_form.project_name is not null
        and not regexp_matches(
            concat_ws(
                ' ', this_form.project_name, this_form.responsible_name, this_form.goal_text,
                this_form.overall_goal_text, this_form.completion_text
            ),
            groups.mention_pattern
        )
),
numbers as (
    select project_id, field_name, string_agg(quantity_text, '、' order by quantity_no) as numbers_text
    from core_text_quantity
    where quantity_value is not null
    group by project_id, field_name
),
compared as (
    select
        copies.project_id,
        copies.field_name,
        copies.text_similarity,
        this_form.form_type,
        if(copies.field_name = 'goal', this_form.goal_text, this_form.completion_text) as printed,
        if(copies.field_name = 'goal', other_form.goal_text, other_form.completion_text) as expected,
        other_form.responsible_name as other_owner,
        other_form.project_name as other_name,
        these.numbers_text,
        copies.field_name = 'completion' and these.numbers_text = others.numbers_text as is_every_number_same,
        this_form.sector_code <> other_form.sector_code and this_family.family_id <> other_family.family_id as is_foreign
    from copies
    join core_project as this_form on this_form.project_id = copies.project_id
    join core_project as other_form on other_form.project_id = copies.other_project_id
    left join families as this_family on this_family.project_id = copies.project_id
    left join families as other_family on other_family.project_id = copies.other_project_id
    left join numbers as these on these.project_id = copies.project_id and these.field_name = copies.field_name
    left join numbers as others
        on others.project_id = copies.other_project_id and others.field_name = copies.other_field_name
)
select
    project_id,
    null as row_no,
    case when is_every_number_same then '高' else '中' end as severity,
    format('form.{}', field_name) as field,
    format(
        '{}与{}“{}”的{}，{}。',
        if(field_name = 'goal', '预期目标', '实际完成情况'), other_owner, coalesce(other_name, '未印名称的项目'),
        if(text_similarity = 1, '逐字相同', format('文字相似度 {:.1f}%', text_similarity * 100)),
        if(is_every_number_same, format('数字（{}）也相同', left(numbers_text, 80)), '是否照搬待人工判断')
    ) as message,
    expected,
    printed
from compared
where (field_name = 'completion' and form_type = 'self_evaluation') or is_foreign
union all
select
    project_id,
    row_no,
    '中' as severity,
    'indicator.level3' as field,
    format(
        '指标“{}”的对象是{}，项目名称、单位和目标都没有提到，也不属本领域（{}），是否照搬待人工判断。',
        level3_name, group_word, sector_name
    ) as message,
    '本项目的受益对象' as expected,
    level3_name as printed
from foreign_groups
