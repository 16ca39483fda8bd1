-- one row per figure of a goal that differs from the target of the indicator that measures the same thing
-- id: G14
-- title: 目标与指标值不一致
-- meaning: 预期目标与指标对同一件事的要求应一致：同样的数，或同样与上年、平均水平相比
-- severity: 中
-- basis: 已核实：样本中有目标写“违规人次比例下降率不低于前两年度平均水平”、指标写“≥90%”的表
-- field: indicator.target
-- parameters: tolerance_rate = 0.005 (0..0.1) 两处的数相差不超过此比例的视为一致
-- parameters: match_rate = 0.8 (0.5..1) 目标中的话含有指标名称的多少，达到此比例即认为说的是同一事物
with projects as (select project_id, form_type from core_project),
quantities as (select * from core_text_quantity where field_name = 'goal' and match_rate >= $match_rate),
indicators as (
    select
        *,
        coalesce(level3_name, '未印名称的指标') as shown_name,
        target_value * case
            when starts_with(target_unit, '万') then 10000
            when starts_with(target_unit, '亿') then 100000000
            else 1
        end as whole_value
    from core_indicator
    where target_value is not null
),
compared as (
    select
        indicators.project_id,
        indicators.row_no,
        indicators.shown_name,
        indicators.target_text,
        quantities.quantity_no,
        quantities.quantity_text,
        quantities.clause_text,
        quantities.quantity_value is null
            or abs(quantities.quantity_value - indicators.whole_value) <= $tolerance_rate * abs(indicators.whole_value)
        as is_same_number,
        quantities.quantity_value is null as is_relative
    from quantities
    join indicators using (project_id, row_no)
),
-- a goal may give several numbers for one thing: one that agrees is enough
differing as (
    select
        project_id,
        row_no,
        any_value(shown_name) as shown_name,
        any_value(target_text) as target_text,
        min_by(quantity_text, quantity_no) as quantity_text,
        min_by(clause_text, quantity_no) as clause_text,
        min_by(is_relative, quantity_no) as is_relative
    from compared
    group by project_id, row_no
    having not bool_or(is_same_number and not is_relative)
)
select
    project_id,
    row_no,
    format(
        '{}写“{}”，指标“{}”写“{}”，{}。', if(projects.form_type = 'self_evaluation', '预期目标', '绩效目标'),
        quantity_text, shown_name, target_text, if(is_relative, '两处的标准不同，是否一致请核对', '两处的要求不一致')
    ) as message,
    clause_text as expected,
    target_text as printed
from differing
join projects using (project_id)
