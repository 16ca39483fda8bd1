-- one row per indicator whose name belongs to another class than the one it stands under
-- id: B11
-- title: 归类错误
-- meaning: 三级指标应与二级指标相符：生态效益应说生态环境，质量不是及时，满意度不是效益；数量写成比率、经济效益不说钱的为低
-- severity: 中
-- basis: 已核实：2025 年一份区级复核标准对三级与二级不相符的指标判 0 分；样本中有以政策知晓率作生态效益的
-- field: indicator.level3
-- parameters: none
with printed_names as materialized (select distinct level3_name from core_indicator where level3_name is not null),
-- what a name speaks of, asked of each name once
names as materialized (
    select
        level3_name,
        regexp_matches(level3_name, '及时|按时|按期|时限|时效') as is_timely,
        regexp_matches(level3_name, '及时') as is_prompt,
        regexp_matches(level3_name, '合格率|准确|质量') and not regexp_matches(level3_name, '时') as is_quality,
        regexp_matches(level3_name, '满意(度|率)') as is_satisfaction,
        regexp_matches(level3_name, '率([(（].*)?$') as is_rate
    from printed_names
    where not regexp_matches(level3_name, '不适用|^无$|(预算|资金|经费).{0,4}(执行|支付|拨付|到位|使用率)')
),
indicators as (
    select core_indicator.*, names.is_timely, names.is_prompt, names.is_quality, names.is_satisfaction, names.is_rate
    from core_indicator
    join names using (level3_name)
    where category_code is not null and category_code not in ('satisfaction', 'management', 'output_cost')
),
words as (select * from reference_indicator_class_words),
-- only the two classes whose words are needed to belong there
needing as (
    select distinct
        category_code,
        level3_name,
        coalesce(target_text, '') as target_text,
        replace(concat(level3_name, '；', target_text), '水平', '') as searched_text,
        case category_code when 'benefit_ecological' then 'ecological' else 'economic' end as class_code
    from indicators
    where category_code in ('benefit_ecological', 'benefit_economic')
),
fitting as (
    select distinct needing.category_code, needing.level3_name, needing.target_text
    from needing
    join words
        on words.class_code = needing.class_code
        and contains(needing.searched_text, words.word)
),
judged as (
    select
        indicators.*,
        case
            when indicators.category_code = 'benefit_ecological' and fitting.level3_name is null then '社会效益或其他'
            when indicators.category_code = 'output_quality' and indicators.is_timely then '时效'
            when indicators.category_code = 'output_timeliness' and indicators.is_quality then '质量'
            when indicators.is_satisfaction
                and (indicators.category_code like 'output%' or indicators.category_code like 'benefit%') then '满意度'
            when indicators.category_code = 'output_quantity' and indicators.is_prompt then '时效'
            when indicators.category_code = 'output_quantity' and indicators.is_rate then '个数'
            when indicators.category_code = 'benefit_economic' and fitting.level3_name is null then '社会效益或其他'
        end as fitting_label
    from indicators
    left join fitting
        on fitting.category_code = indicators.category_code
        and fitting.level3_name = indicators.level3_name
        and fitting.target_text = coalesce(indicators.target_text, '')
)
select
    project_id,
    row_no,
    case
        when fitting_label = '个数' or (category_code = 'benefit_economic' and fitting_label <> '满意度') then '低'
        else '中'
    end as severity,
    format(
        '“{}”列在{}下，内容{}{}。',
        level3_name, category_name,
        case
            when fitting_label = '个数' then '是比率，看不出做了多少'
            when fitting_label not like '%其他' then '更像' || fitting_label || '指标'
            when category_code = 'benefit_ecological' then '与生态环境无关'
            else '不是经济效益'
        end,
        coalesce(format('，占 {:g} 分', weight_points::double), '')
    ) as message,
    fitting_label || case when regexp_matches(fitting_label, '其他|个数') then '' else '指标' end as expected,
    category_name as printed
from judged
where fitting_label is not null
