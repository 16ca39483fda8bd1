-- one row per form whose plan begins before or after the printed start, or ends after the printed end
-- id: G16
-- title: 计划超出实施期
-- meaning: 实施计划里的日期应在表上印的开始时间与结束时间之内；早于开始或晚于结束的为中，晚于开始才启动的为低
-- severity: 中
-- basis: 已核实：样本中有开始时间印 2019/4/1、实施计划却从 2019 年 2 月开始的
-- field: form.implementation_plan
-- parameters: window_months = 12 (1..60) 与开始时间、结束时间相差超过这么多个月的日期不当作计划日期
with projects as (
    select project_id, start_date, end_date, implementation_plan_text
    from core_project
    where implementation_plan_text is not null and start_date is not null
),
months as (
    select
        project_id,
        start_date,
        end_date,
        unnest(regexp_extract_all(
            -- dates of documents are not dates of the plan
            regexp_replace(
                implementation_plan_text, '《[^》]*》|\d{4}年\d{1,2}月[^，。；\n]{0,6}(印发|发布|批复|批准|出台)', '', 'g'
            ),
            '(?:19|20)\d{2}\s*[年./-]\s*(?:1[0-2]|0?[1-9])(?:\s*月|[./-]\d|\b)'
        )) as month_text
    from projects
),
plan_months as (
    select
        project_id,
        start_date,
        end_date,
        make_date(
            regexp_extract(month_text, '\d{4}')::int,
            regexp_extract(month_text, '\d{4}\s*[年./-]\s*(\d{1,2})', 1)::int, 1
        ) as plan_month
    from months
),
plans as (
    select
        project_id,
        start_date,
        end_date,
        min(plan_month) as first_month,
        max(plan_month) as last_month
    from plan_months
    where plan_month >= start_date - to_months($window_months::int)
        and plan_month <= coalesce(end_date, start_date) + to_months($window_months::int)
    group by project_id, start_date, end_date
),
described as (
    select
        *,
        strftime(start_date, '%Y年%-m月%-d日') as start_text,
        strftime(end_date, '%Y年%-m月%-d日') as end_text,
        strftime(first_month, '%Y年%-m月') as first_text,
        strftime(last_month, '%Y年%-m月') as last_text,
        first_month < date_trunc('month', start_date) as is_early,
        coalesce(last_month > end_date, false) as is_over
    from plans
)
select
    project_id,
    null as row_no,
    if(is_early or is_over, '中', '低') as severity,
    case
        when is_early then format('实施计划从 {} 开始，早于表上印的开始时间 {}。', first_text, start_text)
        when is_over then format('实施计划到 {} 才结束，晚于表上印的结束时间 {}。', last_text, end_text)
        else format('表上印的开始时间是 {}，实施计划到 {} 才启动。', start_text, first_text)
    end as message,
    format('{} 至 {}', start_text, coalesce(end_text, '未印')) as expected,
    format('{} 至 {}', first_text, last_text) as printed
from described
where first_month <> date_trunc('month', start_date) or is_over
