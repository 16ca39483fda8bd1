-- one row per output or benefit indicator that measures how the project was prepared
-- id: B02
-- title: 程序性事项充当产出或效益
-- meaning: 立项、预算编制、绩效目标设定、合同签订是项目的前期程序，不是产出或效益；制度建设（可持续影响除外）为低
-- severity: 中
-- basis: 通行做法：产出和效益写项目做成了什么，程序是否合规属投入和管理；样本中有以立项依据的充分性作社会效益的
-- field: indicator.level3
-- parameters: none
with indicators as (select * from core_indicator),
results as (
    select
        *,
        case when category_code like 'output%' or level1_name like '产出%' then '产出' else '效益' end as block_label,
        regexp_matches(
            level3_name, '立项.{0,2}(依据|规范|程序|充分)|预算编制|绩效(目标|指标).{0,4}(合理|明确|规范)|合同(签订|的?规范)'
        ) as is_preparation,
        regexp_matches(level3_name, '制度.{0,1}(建设|健全|完善)') and category_code is distinct from 'benefit_sustainable'
            as is_regulation
    from indicators
    where category_code like 'output%' or category_code like 'benefit%' or regexp_matches(level1_name, '^(产出|效益)')
)
select
    project_id,
    row_no,
    case when is_preparation then '中' else '低' end as severity,
    format(
        '{}指标“{}”衡量的是{}，不是项目的{}{}。',
        block_label, level3_name, case when is_preparation then '前期程序' else '内部制度' end, block_label,
        coalesce(format('，占 {:g} 分', weight_points::double), '')
    ) as message,
    case block_label when '产出' then '项目完成的数量、质量或时效' else '项目带来的效益' end as expected,
    level3_name as printed
from results
where is_preparation or is_regulation
