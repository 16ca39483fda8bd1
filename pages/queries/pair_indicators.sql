-- one row per level-3 name of a declaration or a self-evaluation, the two side by side where the names are the same
-- a name that stands twice in one form is matched in order; names that differ stay apart, for they are not known to
-- be one
-- each form is looked for alone: only so a file is read where it may stand
with declared as (
    select
        *,
        regexp_replace(level3_name, '\s', '', 'g') as level3_words,
        row_number() over (partition by regexp_replace(level3_name, '\s', '', 'g') order by row_no) as occurrence_no
    from mart_indicator
    where project_id = $declaration_id
),
evaluated as (
    select
        *,
        regexp_replace(level3_name, '\s', '', 'g') as level3_words,
        row_number() over (partition by regexp_replace(level3_name, '\s', '', 'g') order by row_no) as occurrence_no
    from mart_indicator
    where project_id = $evaluation_id
)
select
    coalesce(evaluated.level1_name, declared.level1_name) as level1_name,
    coalesce(evaluated.level2_name, declared.level2_name) as level2_name,
    coalesce(evaluated.level3_name, declared.level3_name) as level3_name,
    case
        when declared.project_id is null then '申报表没有'
        when evaluated.project_id is null then '自评表没有'
        when regexp_replace(declared.target_text, '\s', '', 'g') = regexp_replace(evaluated.target_text, '\s', '', 'g')
            then '目标相同'
        else '目标不同'
    end as pair_status,
    declared.target_text as declared_target_text,
    evaluated.target_text,
    evaluated.actual_text,
    evaluated.weight_points,
    evaluated.score_points,
    evaluated.distance_rate,
    evaluated.deviation_reason_text,
    coalesce(evaluated.project_id, declared.project_id) as project_id,
    if(evaluated.project_id is null, declared.row_no, evaluated.row_no) as row_no
from declared
full outer join evaluated
    on declared.level3_words = evaluated.level3_words and declared.occurrence_no = evaluated.occurrence_no
order by evaluated.row_no nulls last, declared.row_no
