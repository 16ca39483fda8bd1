-- one row per indicator of a project that kept its target for years although every year passed it, at the latest year
-- id: F08
-- title: 目标多年不变
-- meaning: 同一项目的同一指标，目标几年不变而年年好于目标，目标应参照实际水平提高
-- severity: 中
-- basis: 通行做法：指标值应参照上年完成情况确定
-- field: indicator.target
-- parameters: fewest_years = 3 (2..10) 至少这么多个年度目标相同且都超过才判
-- parameters: passed_rate = 0.01 (0..1) 完成值超过目标此比例才算超过
with projects as (
    select
        core_project.project_id,
        core_project.fiscal_year,
        core_project.division_code,
        core_project.responsible_name,
        core_project_family.project_key,
        hash(core_project.division_code, core_project.responsible_name, core_project_family.project_key) as owner_hash
    from core_project
    join core_project_family using (project_id)
    where core_project.form_type = 'self_evaluation' and core_project.fiscal_year is not null
        and core_project_family.project_key is not null
        and core_project.responsible_name is not null
),
targets as (
    select
        projects.project_id,
        projects.fiscal_year,
        projects.division_code,
        projects.responsible_name,
        projects.project_key,
        core_indicator.row_no,
        coalesce(core_indicator.level3_name, '未印名称的指标') as level3_name,
        core_indicator.level3_key,
        core_indicator.target_text,
        core_indicator.target_operator,
        core_indicator.target_value,
        core_indicator.target_unit,
        core_indicator.actual_text,
        coalesce(core_indicator.distance_rate, 0) > $passed_rate as is_passed,
        hash(
            projects.owner_hash, core_indicator.level3_key, core_indicator.target_operator,
            core_indicator.target_value, core_indicator.target_unit
        ) as target_hash
    from core_indicator
    join projects using (project_id)
    where core_indicator.target_operator in ('≥', '>', '≤', '<') and core_indicator.target_value is not null
        and core_indicator.level3_key is not null
        -- a whole is a natural limit, not a target that was set low
        and not (core_indicator.target_unit = '%' and core_indicator.target_value = 100)
),
-- few targets are kept and passed for years: they are found by number, then told by their words
suspected as (
    select target_hash
    from targets
    group by target_hash
    having bool_and(is_passed) and max(fiscal_year) - min(fiscal_year) >= $fewest_years - 1
),
kept as (
    select
        max((fiscal_year, project_id, row_no, level3_name, target_text)) as latest,
        if(target_operator in ('≥', '>'), '超过', '低于') as side,
        count(distinct fiscal_year) as year_count,
        string_agg(format('{}年 {}', fiscal_year, actual_text), '、' order by fiscal_year, project_id, row_no) as printed
    from targets
    semi join suspected using (target_hash)
    group by division_code, responsible_name, project_key, level3_key, target_operator, target_value, target_unit
    having count(distinct fiscal_year) >= $fewest_years and bool_and(is_passed)
)
select
    latest[2] as project_id,
    latest[3] as row_no,
    format('“{}”的目标 {} 年都是“{}”，年年{}：{}。', latest[4], year_count, latest[5], side, printed) as message,
    '参照往年完成值的目标' as expected,
    latest[5] as printed
from kept
