-- one row per indicator whose target is lower than that of the same project in an earlier year that reached more
-- id: G31
-- title: 逐年下调目标
-- meaning: 同一项目的同一指标，以前年度达到（申报表看目标）的水平更高，以后年度的目标不应更低
-- severity: 低
-- basis: 已核实：样本中同一项目的满意度目标从 2019 年的 ≥98% 降到 2023 年的 ≥90%
-- field: indicator.target
-- parameters: tolerance_rate = 0.005 (0..0.5) 下调不超过此比例不判
with projects as (
    select
        core_project.project_id,
        core_project.form_type,
        core_project.fiscal_year,
        core_project.division_code,
        core_project.sector_code,
        core_project.responsible_name,
        core_project_family.project_key
    from core_project
    join core_project_family using (project_id)
    where core_project.fiscal_year is not null and core_project.division_code is not null
        and core_project_family.project_key is not null
),
-- a unit may be renamed between two years, so that its sector stands for it; a unit of another name is told.
-- two forms of one name, district and year (declaration and self-evaluation, batches) say nothing of the year
yearly as (
    select
        division_code,
        sector_code,
        project_key,
        hash(division_code, sector_code, project_key) as project_hash,
        fiscal_year,
        min(responsible_name) as responsible_name,
        coalesce(
            any_value(project_id) filter (form_type = 'self_evaluation'), any_value(project_id)
        ) as project_id
    from projects
    group by division_code, sector_code, project_key, fiscal_year
    having count(*) = count(distinct form_type)
    qualify count(*) over (partition by division_code, sector_code, project_key) > 1
),
-- one satisfaction indicator of a form is the same indicator whatever it is called
lone_satisfaction as (
    select project_id, max(row_no) as row_no
    from core_indicator
    where category_code = 'satisfaction' and target_operator in ('≥', '>') and target_value > 0
        and level3_key is not null
    group by project_id
    having count(*) = 1
),
limits as (
    select
        project_id,
        core_indicator.row_no,
        coalesce(level3_name, '未印名称的指标') as level3_name,
        if(lone_satisfaction.row_no = core_indicator.row_no, '满意度', level3_key) as name_key,
        hash(yearly.project_hash, name_key, target_unit) as name_hash,
        yearly.division_code,
        yearly.sector_code,
        yearly.responsible_name,
        yearly.project_key,
        yearly.fiscal_year,
        target_text,
        target_value,
        target_unit,
        actual_text,
        actual_value,
        distance_status
    from core_indicator
    join yearly using (project_id)
    left join lone_satisfaction using (project_id)
    where target_operator in ('≥', '>') and target_value > 0 and level3_key is not null
),
-- few targets differ from year to year: they are found by number
suspected as (
    select name_hash
    from limits
    group by name_hash
    having min(target_value) < max(target_value)
),
targets as (
    select
        limits.division_code,
        limits.sector_code,
        limits.project_key,
        limits.fiscal_year,
        limits.name_key,
        limits.target_unit,
        min(limits.responsible_name) as responsible_name,
        min(limits.project_id) as project_id,
        min(limits.row_no) as row_no,
        min(limits.level3_name) as level3_name,
        min(limits.target_text) as target_text,
        min(limits.target_value) as target_value,
        min(if(limits.distance_status = 'comparable', limits.actual_value, null)) as actual_value,
        min(limits.actual_text) as actual_text
    from limits
    semi join suspected using (name_hash)
    group by
        limits.division_code, limits.sector_code, limits.project_key, limits.fiscal_year, limits.name_key, limits.target_unit
    having count(*) = 1
),
compared as (
    select
        *,
        lag(fiscal_year) over earlier as earlier_year,
        lag(responsible_name) over earlier as earlier_owner,
        lag(level3_name) over earlier as earlier_name,
        lag(target_text) over earlier as earlier_text,
        lag(target_value) over earlier as earlier_value,
        lag(actual_value) over earlier as earlier_actual,
        lag(actual_text) over earlier as earlier_actual_text
    from targets
    window earlier as (partition by division_code, sector_code, project_key, name_key, target_unit order by fiscal_year)
)
select
    project_id,
    row_no,
    format(
        '“{}”{}年的目标是“{}”，低于{}年{}的“{}”{}{}。', level3_name, fiscal_year, target_text, earlier_year,
        if(earlier_name = level3_name, '', format('“{}”', earlier_name)), earlier_text,
        if(earlier_actual is null, '', format('，而{}年已达到“{}”', earlier_year, earlier_actual_text)),
        if(
            responsible_name is distinct from earlier_owner and earlier_owner is not null,
            format('；{}年的单位是“{}”，是否同一项目待核对', earlier_year, earlier_owner), ''
        )
    ) as message,
    format('不低于 {}', earlier_text) as expected,
    target_text as printed
from compared
where target_value < earlier_value * (1 - $tolerance_rate) and coalesce(earlier_actual, earlier_value) > target_value
