-- one row per form whose goal names no quantity
-- id: B19
-- title: 总目标无量化内容
-- meaning: 年度总体目标应写明做多少、做到什么程度；年份、序号和文号不算
-- severity: 低
-- basis: 通行做法：绩效目标应细化、量化
-- field: form.goal
-- parameters: none
with goals as (
    select project_id, coalesce(goal_text, overall_goal_text) as goal_text
    from core_project
    where coalesce(goal_text, overall_goal_text) is not null
),
quantified as (select distinct project_id from core_text_quantity where field_name = 'goal')
select
    goals.project_id,
    null as row_no,
    '年度目标没有一个数量，完成与否无从核对。' as message,
    '数量、比例或期限' as expected,
    left(goals.goal_text, 60) as printed
from goals
anti join quantified using (project_id)
where not regexp_matches(
    goals.goal_text,
    '[0-9.]+ *(%|％|‰|个|人|户|次|件|家|项|份|台|套|万|亿|元|公里|平方|亩|吨|场|批|条|所|名|天|小时|月底|月前)|百分之|[一二三四五六七八九十]+(个|名|次|场|项|批|家|所|台|套)'
)
