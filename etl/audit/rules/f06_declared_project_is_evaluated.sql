-- one row per unit and year with one kind of form only, at its first form, and per declared project that a year left out
-- id: F06
-- title: 公开缺口
-- meaning: 申报过目标的单位当年应有自评，自评的项目应有申报；同一单位别的年度两种表都有的为中，其余多半是没有载入，为低；两种表都有而漏了个别申报项目的，大半项目对得上的为中，待人工判断
-- severity: 中
-- basis: 已核实：公开的年度自评通知要求自评覆盖全部项目
-- field: form.fiscal_year
-- parameters: paired_rate = 0.5 (0..1) 该单位该年度申报项目有自评的比例达到此值，漏评的为中
with families as (select project_id, project_key from core_project_family),
projects as (
    select
        project_id,
        division_code,
        responsible_name,
        fiscal_year,
        form_type,
        project_name,
        families.project_key
    from core_project
    left join families using (project_id)
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
),
-- the projects that a unit declared for a year, and whether it evaluated them
declared as (
    select
        division_code,
        responsible_name,
        fiscal_year,
        project_key,
        min((project_id, project_name)) filter (form_type = 'target_declaration') as first_form,
        bool_or(form_type = 'self_evaluation') as is_evaluated
    from projects
    where project_key is not null
    group by division_code, responsible_name, fiscal_year, project_key
    having bool_or(form_type = 'target_declaration')
),
-- where no declared project is evaluated, the names do not tell
left_out as (
    select
        *,
        count(*) filter (is_evaluated) over unit_year as paired_count,
        count(*) over unit_year as declared_count
    from declared
    window unit_year as (partition by division_code, responsible_name, fiscal_year)
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
union all
select
    first_form[1],
    null,
    if(paired_count >= declared_count * $paired_rate, '中', '低'),
    format(
        '“{}”申报了 {} 年度的目标，{}该年度申报的 {} 个项目有 {} 个做了自评，没有这一个；是漏评、改名还是没有载入待人工判断。',
        first_form[2], fiscal_year, responsible_name, declared_count, paired_count
    ),
    '这一项目同年度的自评表',
    first_form[2]
from left_out
where not is_evaluated and paired_count > 0
