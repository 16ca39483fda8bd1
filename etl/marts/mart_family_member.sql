-- one row per form in a project family, with what must not be compared within the family, and whether a form of the other kind stands
-- beside it: of the same unit and year; what is then left over with what is left over of the same year, whose pairing_unit_name is null,
-- and then of other years, whose pairing_year is null too
with members as (select * from core_project_family),
forms as (select * from mart_project),
printed as (select project_id, division_level, is_transfer, responsible_name from core_project),
placed as (
    select
        forms.*,
        members.evidence,
        members.similarity,
        members.decided_by,
        printed.division_level,
        printed.is_transfer,
        printed.responsible_name
    from members
    join forms using (project_id)
    join printed using (project_id)
),
families as (
    select
        family_id,
        count(*) as member_count,
        count(distinct form_type) as form_type_count,
        count(distinct division_level) as level_count,
        count(distinct is_transfer) as source_count
    from placed
    group by family_id
),
units as (
    select family_id, division_code, fiscal_year, responsible_name as pairing_unit_name
    from placed
    where fiscal_year is not null and division_code is not null and responsible_name is not null
    group by family_id, division_code, fiscal_year, responsible_name
    having min(form_type) <> max(form_type)
),
unpaired as (
    select placed.project_id, placed.family_id, placed.division_code, placed.fiscal_year, placed.form_type
    from placed
    anti join units
        on placed.family_id = units.family_id
        and placed.division_code = units.division_code
        and placed.fiscal_year = units.fiscal_year
        and placed.responsible_name = units.pairing_unit_name
),
years as (
    select family_id, division_code, fiscal_year as pairing_year
    from unpaired
    where fiscal_year is not null and division_code is not null
    group by family_id, division_code, fiscal_year
    having min(form_type) <> max(form_type)
),
leftovers as (
    select unpaired.family_id, unpaired.division_code
    from unpaired
    left join years
        on unpaired.family_id = years.family_id
        and unpaired.division_code = years.division_code
        and unpaired.fiscal_year = years.pairing_year
    where years.family_id is null
    group by unpaired.family_id, unpaired.division_code
    having min(unpaired.form_type) <> max(unpaired.form_type)
),
-- tables of one unit and one year: one policy whose money came in several batches; units of one name in two districts are two, a table
-- published again (A16) is no batch, and sums are those of tables that print every number of them
batches as (
    select
        family_id,
        fiscal_year,
        form_type,
        division_code,
        responsible_name,
        count(*) as batch_count,
        count(initial_budget_yuan) as initial_count,
        sum(initial_budget_yuan) as initial_yuan,
        count(*) filter (is_executed) as executed_count,
        sum(executed_yuan) filter (is_executed) as executed_yuan,
        sum(executed_yuan) filter (is_executed)::double
            / nullif(sum(adjusted_budget_yuan) filter (is_executed), 0)::double as execution_rate
    from (select *, executed_yuan is not null and adjusted_budget_yuan is not null as is_executed from placed)
    anti join (select project_id from audit_finding where rule_id = 'A16') using (project_id)
    where responsible_name is not null and fiscal_year is not null
    group by family_id, fiscal_year, form_type, division_code, responsible_name
),
notes as (
    select
        placed.project_id,
        families.member_count,
        case
            when families.form_type_count > 1 and placed.form_type = 'target_declaration'
                then '本表是目标申报表，金额是申报数，不能与执行数比'
            when families.form_type_count > 1 then '族内另有目标申报表，申报数不能与执行数比'
        end as form_type_note,
        case when families.level_count > 1 then '族内有不同层级（省级、市级、区县）的单位，服务范围不同' end as level_note,
        case
            when families.source_count > 1 and placed.is_transfer then '本表名称标明上级下达资金，族内另有没有标明的表'
            when families.source_count > 1 then '族内另有名称标明上级下达资金的表，本表没有标明'
        end as source_note,
        case
            when batches.batch_count > 1 then concat(
                format('同一单位同年有 {} 张表，比较区县时应合并计算', batches.batch_count),
                case
                    when placed.form_type = 'target_declaration' then format(
                        '：共申报 {:,.2f} 万元{}', round(batches.initial_yuan * 0.0001, 2),
                        if(batches.initial_count < batches.batch_count, format('（{} 张有申报数）', batches.initial_count), '')
                    )
                    else format(
                        '：共执行 {:,.2f} 万元，合并执行率 {:.2f}%{}', round(batches.executed_yuan * 0.0001, 2),
                        batches.execution_rate * 100,
                        if(batches.executed_count < batches.batch_count, format('（{} 张有预算数和执行数）', batches.executed_count), '')
                    )
                end
            )
        end as batch_note
    from placed
    join families using (family_id)
    left join batches
        on batches.family_id = placed.family_id
        and batches.fiscal_year = placed.fiscal_year
        and batches.form_type = placed.form_type
        and batches.division_code is not distinct from placed.division_code
        and batches.responsible_name = placed.responsible_name
)
select
    placed.family_id,
    placed.family_name,
    placed.project_id,
    placed.form_type,
    placed.form_type_label,
    placed.fiscal_year,
    placed.province_code,
    placed.province_name,
    placed.city_code,
    placed.city_name,
    placed.division_code,
    placed.division_label,
    placed.department_name,
    placed.unit_name,
    placed.sector_code,
    placed.sector_name,
    placed.project_name,
    placed.evidence,
    placed.similarity,
    placed.decided_by,
    placed.initial_budget_yuan,
    placed.adjusted_budget_yuan,
    placed.executed_yuan,
    placed.execution_rate,
    placed.total_score_points,
    placed.indicator_count,
    units.pairing_unit_name,
    coalesce(units.fiscal_year, years.pairing_year) as pairing_year,
    coalesce(units.family_id, years.family_id, leftovers.family_id) is not null as has_counterpart,
    case
        when notes.member_count = 1 then '族内只有这一张表，没有可比的表。'
        else nullif(
            concat_ws('；', notes.batch_note, notes.source_note, notes.form_type_note, notes.level_note)
                || '。',
            '。'
        )
    end as qualitative_note
from placed
join notes using (project_id)
left join units
    on placed.family_id = units.family_id
    and placed.division_code = units.division_code
    and placed.fiscal_year = units.fiscal_year
    and placed.responsible_name = units.pairing_unit_name
left join years
    on placed.family_id = years.family_id
    and placed.division_code = years.division_code
    and placed.fiscal_year = years.pairing_year
left join leftovers on placed.family_id = leftovers.family_id and placed.division_code = leftovers.division_code
