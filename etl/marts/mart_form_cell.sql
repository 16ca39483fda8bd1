-- one row per combination of what the filters choose by, with sums over its forms: a page counts and sums cells, not forms
with forms as (select * from mart_project),
executions as (select project_id, weight_points - score_points as execution_lost_points from mart_execution),
-- a document that stands in one cell is counted there; one that stands in several is in mart_shared_document
lone_documents as (
    select document_id
    from forms
    group by document_id
    having count(distinct cell_no) = 1
),
marked as (
    select
        forms.*,
        executions.execution_lost_points,
        if(lone_documents.document_id is not null, forms.document_id, null) as lone_document_id,
        forms.form_type = 'self_evaluation' and forms.execution_rate is not null as is_rated,
        forms.form_type = 'target_declaration' as is_declaration,
        forms.finding_count_high > 0 as is_severe
    from forms
    left join executions on forms.project_id = executions.project_id
    left join lone_documents on forms.document_id = lone_documents.document_id
)
select
    cell_no,
    fiscal_year,
    province_code,
    province_name,
    city_code,
    city_name,
    division_code,
    division_label,
    department_name,
    sector_code,
    sector_name,
    form_type,
    form_type_label,
    count(*) as form_count,
    coalesce(sum(indicator_count), 0)::bigint as indicator_count,
    count(distinct lone_document_id) as lone_document_count,
    count(*) filter (is_rated) as rated_form_count,
    count(*) filter (is_rated and execution_rate < 0.8) as below_80_count,
    sum(adjusted_budget_yuan) filter (is_rated) as rated_adjusted_yuan,
    sum(executed_yuan) filter (is_rated) as rated_executed_yuan,
    count(initial_budget_yuan) filter (is_declaration) as declared_form_count,
    sum(initial_budget_yuan) filter (is_declaration) as declared_yuan,
    sum(lost_points) as lost_points_sum,
    count(execution_lost_points) as execution_scored_count,
    sum(execution_lost_points) as execution_lost_points_sum,
    coalesce(sum(finding_count), 0)::bigint as finding_count,
    coalesce(sum(finding_count_high), 0)::bigint as finding_count_high,
    count(*) filter (finding_count > 0) as found_form_count,
    count(*) filter (is_severe) as severe_form_count,
    sum(executed_yuan) filter (is_severe) as severe_executed_yuan,
    count(*) filter (is_severe and executed_yuan is null) as severe_without_money_count
from marked
group by
    cell_no, fiscal_year, province_code, province_name, city_code, city_name, division_code, division_label, department_name,
    sector_code, sector_name, form_type, form_type_label
