-- one row per indicator whose target is lower than most of its peers have and was passed
-- id: F04
-- title: 目标值低于同类
-- meaning: 同一类项目同一年度的同名指标，目标低于四分之三的单位、结果又超过的，目标可能定低了；数量受规模影响，只作提示
-- severity: 中
-- basis: 通行做法：指标值应参照历史水平和同类水平确定
-- field: indicator.target
-- parameters: fewest_peers = 5 (5..50) 同类至少有这么多个单位才判
-- parameters: low_quantile = 0.25 (0.05..0.5) 目标低于同类的此分位数才判
-- parameters: passed_rate = 0.3 (0..2) 数量指标的完成值至少超过目标此比例才提示
with projects as (
    select
        core_project.project_id,
        core_project.fiscal_year,
        core_project.division_code,
        core_project.responsible_name,
        core_project_family.family_id,
        core_project_family.family_name
    from core_project
    join core_project_family using (project_id)
    where core_project.form_type = 'self_evaluation' and core_project.fiscal_year is not null
),
targets as (
    select
        projects.*,
        core_indicator.row_no,
        coalesce(core_indicator.level3_name, '未印名称的指标') as level3_name,
        core_indicator.level3_key,
        core_indicator.target_text,
        core_indicator.target_value,
        core_indicator.target_unit,
        core_indicator.actual_text,
        core_indicator.distance_rate
    from core_indicator
    join projects using (project_id)
    where core_indicator.target_kind = 'numeric' and core_indicator.target_operator in ('≥', '>')
        and core_indicator.level3_key is not null and core_indicator.target_unit is not null
        and core_indicator.target_value > 0
),
peers as (
    select
        family_id,
        fiscal_year,
        level3_key,
        target_unit,
        quantile_cont(target_value, $low_quantile::double) as low_value,
        median(target_value) as median_value,
        count(distinct concat(division_code, ' ', responsible_name)) as peer_count
    from targets
    group by family_id, fiscal_year, level3_key, target_unit
    having count(distinct concat(division_code, ' ', responsible_name)) >= $fewest_peers
)
select
    targets.project_id,
    targets.row_no,
    if(targets.target_unit = '%', '中', '低') as severity,
    format(
        '“{}”的目标“{}”低于同族“{}”{} 个单位的低分位数 {:.15g}（中位数 {:.15g}），完成“{}”，超过目标。', targets.level3_name,
        targets.target_text, targets.family_name, peers.peer_count, peers.low_value, peers.median_value, targets.actual_text
    ) as message,
    format('不低于 {:.15g}{}', peers.low_value, targets.target_unit) as expected,
    targets.target_text as printed
from targets
join peers using (family_id, fiscal_year, level3_key, target_unit)
where targets.target_value < peers.low_value
    and targets.distance_rate > if(targets.target_unit = '%', 0, $passed_rate)
