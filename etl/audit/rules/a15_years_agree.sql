-- one row per form whose name or goal, and per indicator whose deadline, speaks of another year
-- id: A15
-- title: 年度不一致
-- meaning: 项目名称、目标和指标期限中的年份应与表的年度相符；写明结转、跨年或多年规划的，提前一年下达的文号不判
-- severity: 低
-- basis: 通行做法：自评表和申报表按年度填报；样本中有名称带上年文号的
-- field: form.project_name
-- parameters: none
with projects as (
    select
        *,
        regexp_matches(
            concat(project_name, goal_text), '结转|跨年|尾款|余款|延续|续建|历年|以来|三年|五年|十四五|十五五|规划|[0-9]{4}年?[-—－~～至到][0-9]{2,4}年'
        ) as is_over_years,
        coalesce(regexp_matches(project_nature_text, '阶段性'), false)
        or coalesce(year(end_date) <> year(start_date), false) as is_long
    from core_project
    where fiscal_year is not null
),
named as (
    select
        project_id,
        fiscal_year,
        project_name,
        try_cast(regexp_extract(project_name, '((?:19|20)[0-9]{2})年', 1) as int) as name_year,
        try_cast(regexp_extract(project_name, '[〔\[【(（](20[0-9]{2})[〕\]】)）]', 1) as int) as document_year,
        2000 + try_cast(regexp_extract(project_name, '[^0-9](2[0-9])[0-9]{3}号', 1) as int) as number_year
    from projects
    where not is_over_years and project_name is not null
),
name_years as (
    select
        project_id,
        fiscal_year,
        project_name,
        case
            when name_year <> fiscal_year then name_year
            when document_year < fiscal_year - 1 or document_year > fiscal_year then document_year
            when number_year between fiscal_year - 5 and fiscal_year - 1 then number_year
        end as other_year,
        name_year is not null and name_year <> fiscal_year as is_plain
    from named
),
goals as (
    select
        project_id,
        fiscal_year,
        goal_text,
        regexp_extract(
            goal_text,
            '(?:[已于在经了]{0,2})(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:度|底|末)?(?:之?前|以?内)?(?:全面|基本|全部|计划|力争|确保)?(?:完成|建成|完工|竣工|实施|投入使用)了?'
        ) as deadline_text
    from projects
    where not is_over_years and not is_long and contains(goal_text, '年')
),
goal_years as (
    select
        project_id,
        fiscal_year,
        ltrim(deadline_text, '于在') as deadline_text,
        try_cast(regexp_extract(deadline_text, '[0-9]{4}') as int) as other_year
    from goals
    where goals.deadline_text <> '' and not regexp_matches(goals.deadline_text, '了|已')
),
deadlines as (
    select
        indicators.project_id,
        indicators.row_no,
        indicators.level3_name,
        indicators.target_text,
        projects.fiscal_year,
        try_cast(regexp_extract(indicators.target_text, '(?:^|[^0-9])((?:20)?[0-9]{2})年', 1) as int) % 100 + 2000 as other_year
    from core_indicator as indicators
    join projects using (project_id)
    where indicators.target_kind = 'date' and not projects.is_long and contains(indicators.target_text, '年')
)
select
    project_id,
    null as row_no,
    'form.project_name' as field,
    case
        when is_plain then format('表的年度是 {}，项目名称“{}”写的是 {} 年。', fiscal_year, project_name, other_year)
        else format('表的年度是 {}，项目名称“{}”的文号像是 {} 年的，请核对是否结转。', fiscal_year, project_name, other_year)
    end as message,
    format('{} 年', fiscal_year) as expected,
    format('{} 年', other_year) as printed
from name_years
where other_year is not null
union all
select
    project_id,
    null,
    'form.goal',
    format('表的年度是 {}，年度目标写的是“{}”。', fiscal_year, deadline_text),
    format('{} 年', fiscal_year),
    deadline_text
from goal_years
where other_year <> fiscal_year
union all
select
    project_id,
    row_no,
    'indicator.target',
    format(
        '表的年度是 {}，指标“{}”的期限是“{}”。', fiscal_year, coalesce(level3_name, '未印名称的指标'), target_text
    ),
    format('{} 年', fiscal_year),
    target_text
from deadlines
where other_year <> fiscal_year
