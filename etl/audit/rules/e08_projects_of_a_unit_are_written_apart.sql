-- one row per group of forms of one unit and year with the same goal or nearly the same indicators, at its first form
-- id: E08
-- title: 同单位项目千篇一律
-- meaning: 同一单位同一年度的不同项目应各有目标和指标；目标文字相同、或三级指标大半相同的列为一组，同一政策的资金分批（名称带文号或级别）为低
-- severity: 中
-- basis: 已核实：样本中有一个单位的几个项目使用同样的目标和指标
-- field: form.project_name
-- parameters: jaccard_rate = 0.8 (0.5..1) 两张表共有的三级指标占两表全部三级指标的比例，达到此值即判
-- parameters: fewest_indicators = 4 (2..20) 三级指标少于此数的表不比指标
with projects as (
    select
        *,
        concat_ws('|', division_code, department_name, unit_name) as owner,
        fiscal_year as year,
        hash(owner, year, form_type) as unit_hash
    from core_project
    where responsible_name is not null and fiscal_year is not null
),
families as (select project_id, family_id from core_project_family),
names as (
    select distinct project_id, hash(level3_key) as name_hash
    from core_indicator
    where level3_key is not null
),
-- the set of names of a form, told from others by one number, and six pairs of the smallest names in twelve orders
lists as (
    select
        project_id,
        count(*) as name_count,
        bit_xor(name_hash) as set_hash,
        array_agg(name_hash) as names,
        [
            hash(min(hash(name_hash, 0)), min(hash(name_hash, 1))),
            hash(min(hash(name_hash, 2)), min(hash(name_hash, 3))),
            hash(min(hash(name_hash, 4)), min(hash(name_hash, 5))),
            hash(min(hash(name_hash, 6)), min(hash(name_hash, 7))),
            hash(min(hash(name_hash, 8)), min(hash(name_hash, 9))),
            hash(min(hash(name_hash, 10)), min(hash(name_hash, 11)))
        ] as smallest
    from names
    group by project_id
    having count(*) >= $fewest_indicators
),
placed as (
    select lists.*, projects.unit_hash
    from lists
    join projects using (project_id)
),
-- forms with the very same names count as one, so that a thousand equal forms are no million pairs
sets as (
    select unit_hash, set_hash, min(project_id) as project_id
    from placed
    group by unit_hash, set_hash
    qualify count(*) over (partition by unit_hash) > 1 or count(*) > 1
),
-- lists that share 0.8 of their names share one of the six pairs, but for 2 in 1,000; others of one unit mostly do not
marks as (
    select placed.project_id, placed.name_count, hash(placed.unit_hash, seed, placed.smallest[seed]) as mark
    from placed
    semi join sets using (project_id)
    cross join range(1, 7) as seeds (seed)
),
likely as (
    select distinct former.project_id as first_id, latter.project_id as other_id
    from marks as former
    join marks as latter on latter.mark = former.mark and latter.project_id > former.project_id
    where least(former.name_count, latter.name_count) >= $jaccard_rate * greatest(former.name_count, latter.name_count)
),
compared as (
    select
        likely.first_id,
        likely.other_id,
        len(list_intersect(former.names, latter.names)) as shared_count,
        former.name_count + latter.name_count as name_count
    from likely
    join placed as former on former.project_id = likely.first_id
    join placed as latter on latter.project_id = likely.other_id
),
near_sets as (
    select first_id, other_id from compared where shared_count >= $jaccard_rate * (name_count - shared_count)
),
leaders as (
    select sets.project_id, coalesce(min(near_sets.first_id), sets.project_id) as leader_id
    from sets
    left join near_sets on near_sets.other_id = sets.project_id
    group by sets.project_id
),
alike as (
    select placed.project_id, leaders.leader_id, 'indicators' as what
    from placed
    join sets on sets.unit_hash = placed.unit_hash and sets.set_hash = placed.set_hash
    join leaders on leaders.project_id = sets.project_id
    union all
    select copies.project_id, min(copies.project_id) over (
        partition by copies.cluster_id, projects.owner, projects.year
    ), 'goal'
    from core_text_copy as copies
    join projects using (project_id)
    where copies.copy_scope = 'unit' and copies.field_name = 'goal' and copies.text_similarity >= 0.85
),
groups as (
    select
        alike.leader_id,
        count(distinct alike.project_id) as form_count,
        bool_or(alike.what = 'goal') as has_goal,
        bool_or(alike.what = 'indicators') as has_indicators,
        count(distinct families.family_id) = 1
        and bool_or(projects.is_transfer) as is_one_policy,
        string_agg(distinct projects.project_name, '”“' order by projects.project_name) as project_names
    from alike
    join projects using (project_id)
    left join families using (project_id)
    group by alike.leader_id
    having count(distinct projects.project_name) > 1
)
select
    leader_id as project_id,
    null as row_no,
    case when is_one_policy then '低' else '中' end as severity,
    format(
        '同一单位同一年度的 {} 张表{}相同或几乎相同：“{}”{}。', form_count,
        case when has_goal and has_indicators then '目标、三级指标' when has_goal then '目标' else '三级指标' end,
        left(project_names, 300), case when is_one_policy then '，是同一政策的资金分批' else '' end
    ) as message,
    '各项目自己的目标和指标' as expected,
    format('{} 张表相同', form_count) as printed
from groups
