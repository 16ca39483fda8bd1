-- one row per form whose quantity indicators are all rates
-- id: G13
-- title: 数量指标全为比率
-- meaning: 数量指标应写做多少（件、次、人），全部写成比率的看不出工作量
-- severity: 中
-- basis: 已核实：样本中七张申报表的数量指标都只有预算资金执行率，五张 2019 年申报表的数量目标都是比率
-- field: indicator.target
-- parameters: none
with quantities as (
    select
        project_id,
        row_no,
        coalesce(level3_name, '未印名称的指标') as level3_name,
        target_text,
        target_kind = 'numeric' and (
            target_unit = '%' or (target_unit is null and regexp_matches(level3_name, '率([（(][^）)]*[）)])?$'))
        ) as is_rate
    from core_indicator
    where category_code = 'output_quantity'
),
only_rates as (
    select project_id
    from quantities
    group by project_id
    having bool_and(coalesce(is_rate, false))
),
forms as (
    select
        project_id,
        count(*) as quantity_count,
        min(row_no) as row_no,
        string_agg(format('{} {}', level3_name, coalesce(target_text, '')), '、' order by row_no) as printed
    from quantities
    semi join only_rates using (project_id)
    group by project_id
)
select
    project_id,
    row_no,
    format(
        '{}是比率（{}），没有写做多少。',
        if(quantity_count = 1, '唯一的数量指标', format('{} 个数量指标都', quantity_count)),
        if(length(printed) > 120, left(printed, 120) || '……', printed)
    ) as message,
    '至少一个以件、次、人等计数的目标' as expected,
    printed
from forms
