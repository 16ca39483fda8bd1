-- one row per document whose deductions are all the same number of points, at the first form that has one
-- id: G07
-- title: 扣分一刀切
-- meaning: 扣分应按偏差大小计算；一份文件里几处扣分都是同一个数，说明扣分不是算出来的
-- severity: 中
-- basis: 已核实：样本中有一份文件，五处扣分都恰好是 1 分
-- field: indicator.score
-- parameters: fewest_deductions = 3 (2..20) 至少有这么多处扣分才判
with projects as (select * from core_project where form_type = 'self_evaluation'),
deductions as (
    select
        projects.document_id,
        projects.project_id,
        projects.form_no,
        core_indicator.row_no,
        coalesce(core_indicator.level3_name, '未印名称的指标') as level3_name,
        core_indicator.weight_points,
        core_indicator.weight_points - core_indicator.score_points as lost_points
    from core_indicator
    join projects using (project_id)
    where core_indicator.score_points < core_indicator.weight_points
        and core_indicator.score_points > 0
        and not coalesce(core_indicator.is_score_inferred, false)
),
forms as (select document_id, count(*) as all_count from projects group by document_id),
documents as (
    select
        document_id,
        count(*) as deduction_count,
        count(distinct project_id) as form_count,
        min(lost_points) as lost_points,
        min(weight_points) as lowest_weight,
        max(weight_points) as highest_weight,
        arg_min(project_id, (form_no, row_no)) as project_id,
        arg_min(row_no, (form_no, row_no)) as row_no,
        string_agg(distinct level3_name, '、' order by level3_name) as names
    from deductions
    group by document_id
    having count(*) >= $fewest_deductions and min(lost_points) = max(lost_points)
)
select
    project_id,
    row_no,
    format(
        '全份文件 {} 张自评表，有扣分的 {} 张共 {} 处扣分，每处都恰好扣 {:g} 分（单项分值从 {:g} 到 {:g}）：{}。',
        all_count, form_count, deduction_count, lost_points::double, lowest_weight::double, highest_weight::double,
        if(length(names) > 120, left(names, 120) || '……', names)
    ) as message,
    '按各项的偏差计算扣分' as expected,
    format('{} 处各扣 {:g} 分', deduction_count, lost_points::double) as printed
from documents
join forms using (document_id)
