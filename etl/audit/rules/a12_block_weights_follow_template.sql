-- one row per self-evaluation whose points are spread over the blocks otherwise than its template does
-- id: A12
-- title: 一级指标权重偏离模板
-- meaning: 各一级指标的分值应合乎所用表样的计分办法（允许的几种都算）；有的地方不统一规定分值，只作提示
-- severity: 低
-- basis: 通行做法：通行表样为预算执行 10、产出 50、效益 30、满意度 10；样本中有同一单位三张表各不相同的
-- field: form.total_weight
-- parameters: none
with projects as (
    select * from core_project where form_type = 'self_evaluation' and scoring_scheme_code is not null
),
expected_schemes as (select * from reference_template_schemes),
schemes as (select * from reference_scoring_schemes),
expected_names as (
    select
        expected_schemes.template_family,
        list(expected_schemes.scheme_code) as scheme_codes,
        string_agg(schemes.scheme_name, '，或 ' order by schemes.tried_no::int) as scheme_names
    from expected_schemes
    join schemes using (scheme_code)
    group by expected_schemes.template_family
)
select
    projects.project_id,
    null as row_no,
    format(
        '分值为预算执行 {}、成本 {:g}、产出 {:g}、效益 {:g}、满意度 {:g}{}，与所用表样的分值不同；有的地方不统一规定，仅供参考。',
        coalesce(format('{:g}', projects.execution_weight_points::double), '未印'),
        projects.cost_weight_points::double, projects.output_weight_points::double,
        projects.benefit_weight_points::double, projects.satisfaction_weight_points::double,
        case
            when projects.management_weight_points > 0
                then format('、管理 {:g}', projects.management_weight_points::double)
            else ''
        end
    ) as message,
    expected_names.scheme_names as expected,
    projects.scoring_scheme_name as printed
from projects
join expected_names using (template_family)
where
    projects.scoring_scheme_code <> 'unscored' -- no points are printed, so none are spread otherwise
    and not list_contains(expected_names.scheme_codes, projects.scoring_scheme_code)
