-- one row per indicator that several projects of a unit share and that no text of its project mentions
-- id: B12
-- title: 指标与项目无关
-- meaning: 同一指标在单位多个项目中出现，而本项目的名称、目标等文字完全没有提到，像是从别处搬来的；只有两个项目或名称短的待人工判断，为中
-- severity: 高
-- basis: 已核实：2025 年一份区级复核标准对与项目无关的指标判 0 分；样本中有四个项目都设文明创建指标的
-- field: indicator.level3
-- parameters: project_count = 2 (2..20) 同一指标至少在这么多个项目中出现
-- parameters: sure_count = 3 (2..20) 至少在这么多个项目中出现的为高
-- parameters: wording_rate = 0.1 (0..0.5) 名称的字词见于项目文字的比例不超过此数
-- parameters: sure_length = 8 (4..20) 名称至少有这么多字的为高，短的为中
with generic_words as (select level3_word from reference_generic_words),
families as (select project_id, family_id from core_project_family),
-- the tables of one programme (tranches, a form filed twice) are one project
projects as (
    select
        project_id,
        coalesce(families.family_id, project_id) as family_id,
        form_type,
        fiscal_year as year,
        responsible_name as owner_name,
        concat_ws('|', division_code, responsible_name) as owner,
        project_name,
        coalesce(goal_text, overall_goal_text) as shown_goal_text
    from core_project
    left join families using (project_id)
    where responsible_name is not null and coalesce(goal_text, overall_goal_text) is not null
),
printed_names as materialized (select distinct level3_key from core_indicator where length(level3_key) >= 4),
openings as (
    select printed_names.level3_key, max(length(openings.opening_word)) as opening_length
    from printed_names
    join reference_name_openings as openings on starts_with(printed_names.level3_key, openings.opening_word)
    group by printed_names.level3_key
),
-- a name is the same with and without its 积极 or 认真
names as materialized (
    select
        printed_names.level3_key as printed_key,
        substr(printed_names.level3_key, coalesce(openings.opening_length, 0) + 1) as level3_key
    from printed_names
    left join openings using (level3_key)
    where length(printed_names.level3_key) - coalesce(openings.opening_length, 0) >= 4
),
foreign_names as (
    select distinct names.level3_key
    from core_indicator as indicators
    join names on names.printed_key = indicators.level3_key
    where indicators.project_wording_rate <= $wording_rate and indicators.category_code is distinct from 'satisfaction'
),
specific_names as (
    select foreign_names.level3_key
    from foreign_names
    anti join generic_words on contains(foreign_names.level3_key, generic_words.level3_word)
),
placed as (
    select
        indicators.project_id,
        indicators.row_no,
        indicators.level3_name,
        names.printed_key,
        names.level3_key,
        indicators.project_wording_rate,
        indicators.weight_points::double as weight_points,
        projects.family_id,
        projects.owner,
        projects.owner_name,
        projects.year,
        projects.form_type
    from core_indicator as indicators
    join names on names.printed_key = indicators.level3_key
    join specific_names on specific_names.level3_key = names.level3_key
    join projects using (project_id)
    where indicators.category_code is distinct from 'satisfaction'
),
repeated as (
    select
        owner,
        year,
        form_type,
        level3_key,
        count(distinct family_id) as form_count,
        count(distinct printed_key) > 1 as is_reworded
    from placed
    group by owner, year, form_type, level3_key
    having count(distinct family_id) >= $project_count
),
judged as (
    select
        placed.*,
        projects.project_name,
        projects.shown_goal_text,
        repeated.form_count,
        repeated.is_reworded,
        repeated.form_count >= $sure_count and length(placed.level3_key) >= $sure_length as is_sure
    from placed
    join repeated using (owner, year, form_type, level3_key)
    join projects using (project_id)
    where placed.project_wording_rate <= $wording_rate
)
select
    project_id,
    row_no,
    case when is_sure then '高' else '中' end as severity,
    format(
        '指标“{}”在“{}”的 {} 个项目中都有{}，本项目“{}”的名称和目标没有提到{}。目标原文：“{}”{}。',
        coalesce(level3_name, '未印名称的指标'), owner_name, form_count,
        if(is_reworded, '（只差开头“积极”一类的词）', ''), coalesce(project_name, '未印名称'),
        coalesce(format('，占 {:g} 分', weight_points), ''), if(length(shown_goal_text) > 60, left(shown_goal_text, 60) || '……', shown_goal_text),
        case when is_sure then '' else '，待人工判断' end
    ) as message,
    '与项目内容有关的指标' as expected,
    level3_name as printed
from judged
