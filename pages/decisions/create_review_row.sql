-- one row per reviewed indicator of a loaded workbook, with the self-evaluation as it was then: the latest load of a form counts
create table review_row (
    load_no integer not null references review_load (load_no),
    project_id text not null,
    row_no integer not null,
    project_name text,
    level3_name text,
    prefilled_digest text not null,
    weight_points text,
    self_score_points text,
    reviewed_actual_text text,
    reviewed_score_points text,
    remark_text text,
    primary key (load_no, project_id, row_no)
) strict
