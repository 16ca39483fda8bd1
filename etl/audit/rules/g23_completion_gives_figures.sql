-- one row per self-evaluation whose completion text gives no figure
-- id: G23
-- title: 完成情况无数字
-- meaning: 实际完成情况应写出做成了多少；没有一个数（序号不算，中文数字算）的看不出完成了多少，照抄目标的另行指出
-- severity: 低
-- basis: 已核实：样本中多数表的实际完成情况没有一个数字
-- field: form.completion
-- parameters: copied_similarity = 0.9 (0.5..1) 与目标的相似度达到此值的归入照抄，不在此列
-- parameters: shortest_length = 8 (1..100) 完成情况的最少字数，不计标点
with projects as (
    select *
    from core_project
    where form_type = 'self_evaluation' and length(completion_key) >= $shortest_length
        and coalesce(goal_completion_similarity, 0) < $copied_similarity
),
counted as (
    select distinct project_id from core_text_quantity where field_name = 'completion' and quantity_value is not null
)
select
    projects.project_id,
    null as row_no,
    format('实际完成情况写了 {} 个字，没有一个说明完成多少的数。', length(projects.completion_key)) as message,
    '完成的数量' as expected,
    projects.completion_text as printed
from projects
left join counted using (project_id)
where counted.project_id is null
    and not regexp_matches(regexp_replace(projects.completion_text, '[0-9０-９]{1,2}[、.．)）]', '', 'g'), '[0-9０-９]')
    -- 三处、一百三十个、百分之九十 say how many too; 一个 and 三类 mostly do not
    and not regexp_matches(
        projects.completion_text,
        '百分之|百分百|[二两三四五六七八九十百千万][一二三四五六七八九十百千万零]*余?'
        || '(个|处|次|场|人|名|户|件|份|家|项|条|台|套|所|座|间|公里|米|亩|期|批|辆|册|本|篇|幅|株)'
    )
