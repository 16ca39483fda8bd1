-- one row per form whose legal basis names entries without a document number
-- id: G30
-- title: 立项依据无文号
-- meaning: 立项依据的每一条应能查到：写明文号；法律、条例写名称即可
-- severity: 低
-- basis: 已核实：样本中有立项依据写“各委、办、局的发展规划和实施计划”的
-- field: form.legal_basis
-- parameters: shortest_entry = 6 (2..30) 字数不到此数的片段不当作一条依据
with projects as (
    select
        project_id,
        -- numbered entries and entries on lines of their own, one a line
        regexp_replace(
            regexp_replace(legal_basis_text, '(^|[\s　；;。])[（(]?\d{1,2}[)）]?[、.．)）]', '；', 'g'), '[\n;]', '；', 'g'
        ) as entries_text
    from core_project
    where legal_basis_text is not null
),
entries as (
    select
        project_id,
        trim(unnest(string_split(entries_text, '；')), ' 　。，、') as entry_text,
        generate_subscripts(string_split(entries_text, '；'), 1) as entry_no
    from projects
),
forms as (
    select
        project_id,
        count(*) as entry_count,
        count(*) filter (is_bare) as bare_count,
        string_agg(entry_text, '；' order by entry_no) filter (is_bare) as printed
    from (
        select
            project_id,
            entry_no,
            entry_text,
            not regexp_matches(
                entry_text, '\d+\s*号|[〔\[【（(]\s*(19|20)\d{2}\s*[〕\]】）)]|令\s*第?\s*\d+|《[^》]*([^办方]法|条例)(（[^）]*）)?》'
            ) as is_bare
        from entries
        where length(entry_text) >= $shortest_entry
    )
    group by project_id
)
select
    project_id,
    null as row_no,
    format(
        '立项依据 {} 条中有 {} 条没有文号，无法核对：{}。', entry_count, bare_count,
        if(length(printed) > 120, left(printed, 120) || '……', printed)
    ) as message,
    '每条依据写明文号' as expected,
    printed
from forms
where bare_count > 0
