-- one row per form whose name says operation and maintenance while its text or ticked use says building or upgrading
-- id: G18
-- title: 名称与内容不符
-- meaning: 名称是运维的项目，内容应是运行维护；建设、开发、升级改造应另行立项
-- severity: 中
-- basis: 已核实：样本中有名称带“（运维）”、内容为升级改造、资金用途勾选信息化建设类的申报表
-- field: form.project_name
-- parameters: none
with projects as (
    select
        project_id,
        project_name,
        fund_use_text,
        regexp_extract(
            regexp_replace(
                concat_ws(
                    '。', project_overview_text, necessity_text, goal_text, overall_goal_text, implementation_plan_text
                ),
                '[\s　]', '', 'g'
            ),
            '[^。；，：]{0,60}(升级改造|进行改造|新建|扩建|建设内容|建设目标|系统建设|平台建设|'
            || '开发实现|系统开发|软件开发|二次开发)[^。；，：]*'
        ) as building_text,
        regexp_extract(coalesce(fund_use_text, ''), '[^、]*建设[^、]*') as building_use
    from core_project
    where regexp_matches(project_name, '运维|运行维护|日常维护|维保')
        and not regexp_matches(project_name, '建设|开发|升级|改造')
)
select
    project_id,
    null as row_no,
    format(
        '项目名称“{}”是运维，{}{}{}。', project_name,
        case
            when building_text = '' then ''
            when length(building_text) > 100 then format('内容却写“{}……”', left(building_text, 100))
            else format('内容却写“{}”', building_text)
        end,
        if(building_text = '' or building_use = '', '', '，'),
        if(building_use = '', '', format('资金用途勾选“{}”', building_use))
    ) as message,
    '运行维护的内容' as expected,
    concat_ws('；', nullif(building_text, ''), nullif(building_use, '')) as printed
from projects
where (building_text <> '' and not regexp_matches(building_text, '已(经)?(建|完成|开发)|质保|(不|未)(含|包括)'))
    or building_use <> ''
