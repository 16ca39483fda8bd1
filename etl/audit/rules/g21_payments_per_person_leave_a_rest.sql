-- one row per project paid person by person that was executed to the cent
-- id: G21
-- title: 普惠到人项目恰好100%
-- meaning: 按人发放的补助，人数在年内变化，执行数与预算分文不差的，应核对是否年末调整预算或转拨
-- severity: 低
-- basis: 已核实：样本中有按人次发放的补助资金执行率恰好 100.00% 的
-- field: fund.executed
-- parameters: least_budget = 1 (0..10000) 预算达到此数（万元）才判
with projects as (select * from core_project where form_type = 'self_evaluation'),
totals as (
    select project_id, max(adjusted_budget_yuan) as budget_yuan, max(executed_yuan) as executed_yuan
    from core_fund
    where fund_source_code = 'total'
    group by project_id
)
select
    projects.project_id,
    null as row_no,
    format(
        '“{}”按人发放，全年预算与执行都是 {:,.2f} 元，分文不差。', projects.project_name, totals.executed_yuan
    ) as message,
    '执行数随实际人数变化' as expected,
    format('{:,.2f} 元', totals.executed_yuan) as printed
from projects
join totals using (project_id)
where totals.executed_yuan = totals.budget_yuan and totals.budget_yuan >= $least_budget * 10000
    and regexp_matches(
        projects.project_name, '补贴|补助|救助|津贴|帮困|低保|特困|抚恤|优抚|慰问|养老金|奖学金|助学金|生活费|资助|困难群众'
    )
    and not regexp_matches(
        projects.project_name, '工作经费|检查|宣传|办公|系统|运维|购置|培训|建设|改造|设备|工程|运行|机构|审计|评估|'
        || '企业|产业|学校|医院'
    )
