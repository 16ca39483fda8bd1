-- one row per indicator name that a document files under different level 2 names, at the first row that differs
-- id: G27
-- title: 同名指标归类不一
-- meaning: 同一份文件里名称相同的三级指标应归在同一个二级指标下
-- severity: 低
-- basis: 已核实：样本中“政策知晓率”在几张表里是生态效益指标，在另几张里是满意度指标
-- field: indicator.level2
-- parameters: none
with level2_names as (
    select level2_name as printed_name, regexp_replace(level2_name, '(指标|目标)$', '') as level2_name
    from (select distinct level2_name from core_indicator where level2_name is not null)
),
projects as (
    select document_id, form_type, form_no, project_id, project_name, hash(document_id, form_type) as document_hash
    from core_project
),
placed as (
    select
        core_indicator.project_id,
        core_indicator.row_no,
        core_indicator.level3_name,
        core_indicator.level3_key,
        level2_names.level2_name,
        hash(projects.document_hash, core_indicator.level3_key) as name_hash
    from core_indicator
    join projects using (project_id)
    join level2_names on level2_names.printed_name = core_indicator.level2_name
    where core_indicator.level3_key is not null
),
-- names that stand under more than one level 2 name of their document: few, found by number, and the rest is asked of
-- them only
suspected as (
    select name_hash
    from placed
    group by name_hash
    having min(hash(level2_name)) <> max(hash(level2_name))
),
named as (
    select
        projects.document_id,
        projects.form_type,
        projects.form_no,
        projects.project_id,
        projects.project_name,
        placed.row_no,
        coalesce(placed.level3_name, '未印名称的指标') as level3_name,
        placed.level3_key,
        placed.level2_name
    from placed
    semi join suspected using (name_hash)
    join projects using (project_id)
),
mixed as (
    select document_id, form_type, level3_key
    from named
    group by document_id, form_type, level3_key
    having min(level2_name) <> max(level2_name)
),
counted as (
    select
        document_id,
        form_type,
        level3_key,
        level2_name,
        count(*) as use_count,
        arg_min((project_id, row_no, level3_name, project_name), (form_no, row_no)) as first_use,
        min((form_no, row_no)) as first_place
    from named
    join mixed using (document_id, form_type, level3_key)
    group by document_id, form_type, level3_key, level2_name
),
ranked as (
    select
        *,
        count(*) over same_name as level2_count,
        row_number() over (partition by document_id, form_type, level3_key order by use_count desc, first_place) as rank_no,
        string_agg(format('{}（{} 次）', level2_name, use_count), '、' order by use_count desc, first_place) over same_name
        as printed,
        first_value(level2_name) over (
            partition by document_id, form_type, level3_key order by use_count desc, first_place
        ) as usual_name
    from counted
    window same_name as (partition by document_id, form_type, level3_key)
)
select
    first_use[1] as project_id,
    first_use[2] as row_no,
    format('同一份文件里“{}”归在 {} 个二级指标下：{}。', first_use[3], level2_count, printed) as message,
    usual_name as expected,
    level2_name as printed
from ranked
where level2_count > 1 and rank_no = 2
