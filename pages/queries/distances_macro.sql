-- A macro of every opened build: the indicators of a table (or of an expression of the question) whose distance to their target can be
-- computed: positive is better than the target; for a target of = it is above it, which is no better.
create macro distances(table_name) as table (
    select
        concat(project_id, '/', row_no) as indicator_id,
        project_id,
        row_no,
        fiscal_year,
        division_label,
        department_name,
        project_name,
        level1_name,
        level2_name,
        level3_name,
        target_text,
        actual_text,
        weight_points,
        score_points,
        lost_points,
        distance_rate,
        distance_class(target_operator, distance_rate, lost_points) as distance_class
    from query_table(table_name)
    where distance_rate is not null
)
