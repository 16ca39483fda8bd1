-- one row per self-evaluation whose completion text repeats the goal text
-- id: E05
-- title: 完成情况照抄目标
-- meaning: 年度总体目标的实际完成情况应写做成了什么；与预期目标几乎逐字相同的即为照抄，目标不足 30 个字的、整段或大半只是取自目标的为中
-- severity: 高
-- basis: 已核实：样本及公开的表中有完成情况与目标逐字相同的
-- field: form.completion
-- parameters: similarity = 0.9 (0.5..1) 两段文字（空白、标点不计）的相似度达到此值即判
-- parameters: shortest_length = 13 (5..100) 目标文字的最少字数，不计标点
-- parameters: long_length = 27 (5..200) 目标文字达到此字数的为高
-- parameters: part_length = 18 (10..200) 完成情况整段只是目标中一段的，达到此字数才判
-- parameters: taken_rate = 0.7 (0.3..1) 完成情况的四字组见于目标的比例达到此值，即大半取自目标
with compared as (
    select
        project_id,
        completion_text,
        goal_completion_similarity as similarity,
        length(goal_key) as goal_length,
        length(completion_key) as completion_length,
        completion_from_goal_rate as taken_rate,
        contains(goal_key, completion_key) and completion_length >= $part_length as is_part
    from core_project
    where form_type = 'self_evaluation' and length(goal_key) >= $shortest_length
)
select
    project_id,
    null as row_no,
    case when goal_length < $long_length or similarity < $similarity then '中' else '高' end as severity,
    case
        when similarity = 1 then format(
            '实际完成情况与预期目标 {} 个字（不计标点）完全相同，没有写出做成了什么。', goal_length
        )
        when is_part and similarity < $similarity then format(
            '实际完成情况的 {} 个字（不计标点）整段抄自预期目标，没有写出做成了什么。', completion_length
        )
        when similarity >= $similarity then format(
            '实际完成情况与预期目标的文字相似度 {:.1f}%，没有写出做成了什么。', similarity * 100
        )
        else format('实际完成情况有 {:.0f}% 的文字取自预期目标，是否写出了做成的事待人工判断。', taken_rate * 100)
    end as message,
    '实际做成的事' as expected,
    completion_text as printed
from compared
where similarity >= $similarity or is_part or (taken_rate >= $taken_rate and completion_length >= $part_length)
