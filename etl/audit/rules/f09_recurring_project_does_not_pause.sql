-- one row per recurring project of a unit that is missing in the years between two of its forms, at the later form
-- id: F09
-- title: 同名项目断档
-- meaning: 经常性项目前后年度都有表、中间年度没有的，应核对是漏填、改名还是停办；该单位中间年度没有任何表的不判
-- severity: 低
-- basis: 通行做法：绩效自评应覆盖全部项目，经常性项目逐年都有
-- field: form.project_name
-- parameters: longest_gap = 2 (1..10) 中间缺的年数不超过此数才判
with projects as (
    select
        core_project.project_id,
        core_project.form_type,
        core_project.fiscal_year,
        core_project.division_code,
        core_project.responsible_name,
        core_project.project_name,
        core_project_family.project_key,
        concat(core_project.project_nature_text, core_project.project_type_text) as nature
    from core_project
    join core_project_family using (project_id)
    where core_project.fiscal_year is not null and core_project_family.project_key is not null
        and core_project.responsible_name is not null
        and not regexp_matches(core_project.project_name, '一次性|阶段性')
),
years as (
    select
        form_type,
        division_code,
        responsible_name,
        project_key,
        fiscal_year,
        min(project_id) as project_id,
        min(project_name) as project_name
    from projects
    where not regexp_matches(nature, '一次性|阶段性')
    group by form_type, division_code, responsible_name, project_key, fiscal_year
),
gaps as (
    select
        *,
        lag(fiscal_year) over (
            partition by form_type, division_code, responsible_name, project_key order by fiscal_year
        ) as earlier_year
    from years
),
unit_years as (select distinct form_type, division_code, responsible_name, fiscal_year from projects),
missing as (
    select
        gaps.project_id,
        gaps.form_type,
        gaps.project_name,
        gaps.earlier_year,
        gaps.fiscal_year,
        count(*) as missing_count,
        string_agg(unit_years.fiscal_year::varchar, '、' order by unit_years.fiscal_year) as missing_years
    from gaps
    join unit_years
        on unit_years.form_type = gaps.form_type
        and unit_years.division_code is not distinct from gaps.division_code
        and unit_years.responsible_name = gaps.responsible_name
    where gaps.fiscal_year - gaps.earlier_year between 2 and $longest_gap + 1
        and unit_years.fiscal_year > gaps.earlier_year and unit_years.fiscal_year < gaps.fiscal_year
    group by all
)
select
    project_id,
    null as row_no,
    format(
        '“{}”{}年和{}年都有{}，{}年没有。', project_name, earlier_year, fiscal_year,
        if(form_type = 'self_evaluation', '自评表', '申报表'), missing_years
    ) as message,
    format('{} 年也有表', missing_years) as expected,
    format('{}、{}', earlier_year, fiscal_year) as printed
from missing
