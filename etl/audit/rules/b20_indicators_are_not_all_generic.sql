-- one row per form most of whose indicators would fit any project
-- id: B20
-- title: 通用指标占比过高
-- meaning: 指标名称在三成以上单位的表里都有，或在通用指标表中的，换到哪个项目都能用；占六成以上的看不出项目做什么
-- severity: 中
-- basis: 通行做法：指标应反映项目特点；样本中有七个项目的指标千篇一律的单位
-- field: form.project_name
-- parameters: generic_share_rate = 0.6 (0.2..1) 通用指标超过这一比例
-- parameters: unit_share_rate = 0.3 (0.05..1) 名称出现在这一比例以上的单位算通用
-- parameters: unit_count = 10 (3..1000) 至少有这么多个单位时才看出现的比例
-- parameters: indicator_count = 4 (2..20) 至少有这么多个指标的表才判
with printed_keys as materialized (select distinct level3_key from core_indicator where level3_key is not null),
names as materialized (select level3_key as printed_key, replace(level3_key, '的', '') as level3_key from printed_keys),
indicators as (
    select
        indicators.project_id,
        indicators.row_no,
        indicators.level3_name,
        names.level3_key,
        -- 民政局 of two districts is two units
        if(responsible_name is null, null, concat_ws('|', projects.division_code, responsible_name)) as owner
    from core_indicator as indicators
    join names on names.printed_key = indicators.level3_key
    join core_project as projects using (project_id)
),
owners as (
    select count(distinct (division_code, responsible_name)) filter (responsible_name is not null) as owner_count
    from core_project
    where indicator_count is null or indicator_count > 0
),
-- a name that stands in too few rows cannot stand in many units
usual as (
    select level3_key
    from indicators
    group by level3_key
    having count(*) > (select owner_count from owners) * $unit_share_rate
        and (select owner_count from owners) >= $unit_count
),
frequent as (
    select level3_key
    from indicators
    semi join usual using (level3_key)
    group by level3_key
    having count(distinct owner) > (select owner_count from owners) * $unit_share_rate
),
generic as (
    select level3_key from reference_generic_indicators
    union
    select level3_key from frequent
),
forms as (
    select
        indicators.project_id,
        count(*) as indicator_count,
        count(generic.level3_key) as generic_count,
        array_to_string(
            list_transform(
                list_sort(
                    list((indicators.row_no, indicators.level3_name))
                        filter (generic.level3_key is not null and indicators.level3_name is not null)
                ), lambda found: found[2]
            ), '、'
        ) as generic_names
    from indicators
    left join generic using (level3_key)
    group by indicators.project_id
    having count(*) >= $indicator_count and count(generic.level3_key) > count(*) * $generic_share_rate
)
select
    project_id,
    null as row_no,
    format(
        '{} 个指标中有 {} 个换到哪个项目都能用：{}。',
        indicator_count, generic_count, coalesce(generic_names, '未印名称')
    ) as message,
    format('通用指标不超过 {:g}%', $generic_share_rate::double * 100) as expected,
    format('{:.0f}%', generic_count / indicator_count * 100) as printed
from forms
