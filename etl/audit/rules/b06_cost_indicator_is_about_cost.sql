-- one row per cost indicator whose name and unit say nothing of cost
-- id: B06
-- title: 成本指标内容不是成本
-- meaning: 成本指标应写花了多少、控制在多少，名称和单位都与成本无关的归错了类
-- severity: 中
-- basis: 通行做法：三级指标应与二级指标相符；样本中有以档案份数、支出方向符合度作成本指标的
-- field: indicator.level3
-- parameters: none
with costs as (
    select * from core_indicator
    where level3_name is not null
        and (category_code = 'output_cost' or category_code = 'cost_economic' or category_code = 'cost_other')
),
words as (select word from reference_indicator_class_words where class_code = 'cost'),
named as (
    select distinct costs.level3_name
    from costs
    join words on contains(costs.level3_name, words.word)
)
select
    costs.project_id,
    costs.row_no,
    format(
        '成本指标“{}”的目标是“{}”，内容不是成本{}。',
        costs.level3_name, coalesce(costs.target_text, '空白'),
        coalesce(format('，占 {:g} 分', costs.weight_points::double), '')
    ) as message,
    '费用、单价或控制标准' as expected,
    costs.level3_name as printed
from costs
anti join named using (level3_name)
where not regexp_matches(coalesce(costs.target_unit, '') || coalesce(costs.target_text, ''), '元|成本|费|价|标准')
