-- one row per unit and year of which only declarations or only self-evaluations are at hand, at its first form
-- id: F06
-- title: 公开缺口
-- meaning: 申报过目标的单位当年应有自评，自评的项目应有申报；同一单位别的年度两种表都有的为中级，其余多半是没有载入，为低级
-- severity: 中
-- basis: 已核实：公开的年度自评通知要求自评覆盖全部项目
-- field: form.fiscal_year
-- parameters: none
with projects as (
    select
        project_id,
        division_code,
        responsible_name,
        fiscal_year,
        form_type
    from core_project
    where fiscal_year is not null and responsible_name is not null
),
years as (
    select
        division_code,
        responsible_name,
        fiscal_year,
        min(project_id) as project_id,
        count(*) as form_count,
        min(form_type) as form_type,
        count(distinct form_type) as type_count
    from projects
    group by division_code, responsible_name, fiscal_year
),
units as (
    select
        *,
        max(type_count) over (partition by division_code, responsible_name) as most_types,
        max(fiscal_year) over () as last_year
    from years
)
select
    project_id,
    null as row_no,
    if(most_types = 2, '中', '低') as severity,
    format(
        '{} {} 年度载入 {} 张{}，没有{}。', responsible_name, fiscal_year, form_count,
        if(form_type = 'self_evaluation', '自评表', '申报表'), if(form_type = 'self_evaluation', '申报表', '自评表')
    ) as message,
    if(form_type = 'self_evaluation', '同年度的申报表', '同年度的自评表') as expected,
    format('{} 张{}', form_count, if(form_type = 'self_evaluation', '自评表', '申报表')) as printed
from units
where type_count = 1 and (form_type = 'target_declaration' or most_types = 2)
    -- the year after the last one evaluated is not over yet
    and (form_type = 'self_evaluation' or most_types = 1 or fiscal_year < last_year)
