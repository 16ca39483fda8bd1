-- one row per indicator whose result is so far above its target that the target was set low
-- id: C09
-- title: 目标值可能偏低
-- meaning: 完成值达到目标值 1.5 倍，或同族项目的同名指标连续两年达到 1.3 倍，目标值多半定低了；只提示调整，不扣分
-- severity: 中
-- basis: 通行做法：目标明显偏低的应调高；样本中有目标 10、完成 34 的
-- field: indicator.target
-- parameters: ratio = 1.5 (1.2..10) 完成值与目标值之比
-- parameters: repeated_ratio = 1.3 (1.1..5) 连续两年的，完成值与目标值之比
with families as (select project_id, family_id from core_project_family),
projects as (
    select project_id, fiscal_year, division_code, responsible_name as owner_name
    from core_project
    where form_type = 'self_evaluation'
),
exceeded as (
    select *
    from core_indicator
    where target_operator in ('≥', '>')
        and target_value > 0
        and round(1 + distance_rate, 6) >= least($ratio, $repeated_ratio)
),
placed as (
    select
        exceeded.*,
        projects.fiscal_year as year,
        1 + exceeded.distance_rate as reached_ratio,
        concat_ws(
            '|', coalesce(families.family_id, exceeded.project_id), coalesce(projects.division_code, ''),
            coalesce(projects.owner_name, exceeded.project_id), exceeded.level3_name
        ) as thing
    from exceeded
    join projects using (project_id)
    left join families using (project_id)
),
-- a form may name two indicators alike, and a unit may file several forms a year: the least of them is said
yearly as (
    select thing, year, min(reached_ratio) as earlier_ratio
    from placed
    where level3_name is not null and round(reached_ratio, 6) >= $repeated_ratio
    group by thing, year
),
judged as (
    select placed.*, yearly.earlier_ratio
    from placed
    left join yearly on yearly.thing = placed.thing and yearly.year = placed.year - 1
)
select
    project_id,
    row_no,
    format(
        '指标“{}”目标“{}”，完成“{}”，是目标的 {:.2f} 倍{}，目标值可能定低了。',
        coalesce(level3_name, '未印名称的指标'), target_text, actual_text, reached_ratio,
        coalesce(format('，上一年也达到 {:.2f} 倍', earlier_ratio), '')
    ) as message,
    '与往年完成数相称的目标' as expected,
    target_text as printed
from judged
where round(reached_ratio, 6) >= $ratio or (earlier_ratio is not null and round(reached_ratio, 6) >= $repeated_ratio)
