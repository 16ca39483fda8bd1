-- one row per benefit with the same name and figure in several projects of one unit and year, at each of them
-- id: G03
-- title: 同一效益多项目重复申报
-- meaning: 一项效益（同样的名称、同样的数）不应由同一单位的几个项目各报一次；名称相近的、同一政策的几张表待人工判断，为中
-- severity: 高
-- basis: 已核实：样本中有同一单位几个项目都报“城乡居民筹资 16800 万元”为效益
-- field: indicator.level3
-- parameters: similarity = 0.5 (0.3..1) 名称不全同的，相似度达到此值才并列
-- parameters: smallest_value = 10 (1..10000) 完成值小于此数的不比
with projects as (
    select *, concat_ws('|', division_code, department_name, unit_name) as owner
    from core_project
    where form_type = 'self_evaluation' and responsible_name is not null and fiscal_year is not null
),
families as (select project_id, family_id from core_project_family),
claimed as (
    select
        indicators.project_id,
        indicators.row_no,
        coalesce(indicators.level3_name, '未印名称的指标') as level3_name,
        coalesce(indicators.level3_key, '') as level3_key,
        indicators.actual_text,
        indicators.actual_value,
        coalesce(indicators.actual_unit, indicators.target_unit, '') as unit,
        projects.owner,
        projects.fiscal_year,
        projects.project_name,
        families.family_id,
        hash(projects.owner, projects.fiscal_year, indicators.actual_value, unit) as figure_hash
    from core_indicator as indicators
    join projects using (project_id)
    left join families using (project_id)
    where (indicators.category_code like 'benefit%' or indicators.level1_name like '%效益%')
        and indicators.actual_value >= $smallest_value
        and coalesce(indicators.actual_unit, indicators.target_unit, '') not in ('', '%', '‰', '度', '分')
),
-- few figures stand in two projects of a unit: they are found by number, then compared by their words
suspected as (
    select figure_hash
    from claimed
    group by figure_hash
    having min(hash(project_id)) <> max(hash(project_id))
),
benefits as (select * from claimed semi join suspected using (figure_hash)),
firsts as (
    select *
    from benefits
    qualify row_number() over (
        partition by owner, fiscal_year, actual_value, unit order by project_id, row_no
    ) = 1
),
-- the first form itself and the forms that claim the same figure under nearly its name; levenshtein and strlen count bytes
claims as (
    select
        firsts.project_id as first_id,
        firsts.row_no as first_row_no,
        benefits.project_id,
        benefits.row_no,
        benefits.level3_name,
        benefits.level3_key,
        benefits.actual_text,
        benefits.unit,
        coalesce(benefits.project_name, '未印名称的项目') as project_name,
        coalesce(benefits.family_id, benefits.project_id) as family_id
    from firsts
    join benefits
        on benefits.owner = firsts.owner and benefits.fiscal_year is not distinct from firsts.fiscal_year
        and benefits.actual_value = firsts.actual_value and benefits.unit = firsts.unit
    where 1 - levenshtein(firsts.level3_key, benefits.level3_key)
        / greatest(strlen(firsts.level3_key), strlen(benefits.level3_key), 1) >= $similarity
),
-- the very same name in projects that are no tables of one policy
equal_names as (
    select first_id, first_row_no, level3_key
    from claims
    group by first_id, first_row_no, level3_key
    having count(distinct project_name) > 1 and count(distinct family_id) > 1
),
groups as (
    select
        claims.first_id,
        claims.first_row_no,
        count(distinct claims.project_id) as form_count,
        min(claims.actual_text) as shown_text,
        if(contains(min(claims.actual_text), min(claims.unit)), '', min(claims.unit)) as shown_unit,
        left(
            string_agg(
                format('“{}”的{}', claims.project_name, claims.level3_name), '、'
                order by claims.project_id, claims.row_no
            ), 300
        ) as names
    from claims
    group by claims.first_id, claims.first_row_no
    having count(distinct claims.project_name) > 1
)
-- which project the benefit belongs to, the forms do not say: each that claims it is told
select
    claims.project_id,
    claims.row_no,
    case when equal_names.level3_key is not null then '高' else '中' end as severity,
    format(
        '同一单位的 {} 个项目把同一个数 {}{} 各报为自己的效益：{}{}。',
        groups.form_count, groups.shown_text, groups.shown_unit, groups.names,
        if(equal_names.level3_key is not null, '', '，是否同一项效益待人工判断')
    ) as message,
    '只在一个项目中申报' as expected,
    format('{} {}', claims.level3_name, claims.actual_text) as printed
from claims
join groups using (first_id, first_row_no)
left join equal_names using (first_id, first_row_no, level3_key)
