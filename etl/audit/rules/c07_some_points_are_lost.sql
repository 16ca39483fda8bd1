-- one row per self-evaluation that gives every indicator full points, and one per unit most of whose forms do
-- id: C07
-- title: 指标全部满分
-- meaning: 指标得分等于指标分值的表提示；一个单位一年里八成以上的表都这样的为中，分数已看不出差别
-- severity: 中
-- basis: 已核实：2025 年一份区级复核把全部满分、自评流于形式列为首要问题
-- field: form.total_score
-- parameters: unit_share_rate = 0.8 (0.3..1) 单位全部满分的表达到这一比例为中
-- parameters: unit_form_count = 3 (2..50) 单位至少有这么多张打分的表才看比例
with projects as (
    select project_id, fiscal_year, division_code, responsible_name as owner_name
    from core_project
    where form_type = 'self_evaluation'
),
indicators as (select * from core_indicator where weight_points > 0),
forms as (
    select
        project_id,
        count(*) as indicator_count,
        sum(weight_points)::double as indicator_weight,
        bool_and(coalesce(score_points >= weight_points, false)) as is_full
    from indicators
    group by project_id
),
scored as (select * from projects join forms using (project_id)),
units as (
    select
        owner_name,
        fiscal_year,
        count(*) as form_count,
        count(*) filter (is_full) as full_count,
        min(project_id) filter (is_full) as first_project_id
    from scored
    where owner_name is not null and fiscal_year is not null
    group by division_code, owner_name, fiscal_year
)
select
    project_id,
    null as row_no,
    '低' as severity,
    'form.total_score' as field,
    format('{} 个指标全部满分，共 {:g} 分。', indicator_count, indicator_weight) as message,
    '得分能看出完成的差别' as expected,
    format('{:g} 分全得', indicator_weight) as printed
from scored
where is_full
union all
select
    first_project_id,
    null,
    '中',
    'form.unit',
    format('“{}”{} 张打分的自评表中有 {} 张指标全部满分。', owner_name, form_count, full_count),
    '得分能看出项目的差别',
    format('{} 张中的 {} 张', form_count, full_count)
from units
where form_count >= $unit_form_count and full_count >= form_count * $unit_share_rate
