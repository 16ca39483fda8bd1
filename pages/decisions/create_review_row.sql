-- one row per reviewed indicator of a loaded workbook, with the self-evaluation as it was then: the latest load of a form counts
create table review_row (
    load_id text not null references review_load (load_id),
    project_id text not null,
    row_no integer not null,
    level3_name text,
    target_text text,
    actual_text text,
    weight_points text,
    self_score_points text,
    reviewed_actual_text text,
    reviewed_score_points text,
    remark_text text,
    primary key (load_id, project_id, row_no)
) strict
