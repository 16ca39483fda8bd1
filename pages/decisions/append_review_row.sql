-- one row per reviewed indicator: appended with its workbook
insert into review_row (
    load_no, project_id, row_no, project_name, level3_name, prefilled_digest, weight_points, self_score_points,
    reviewed_actual_text, reviewed_score_points, remark_text
)
values (
    $load_no, $project_id, $row_no, $project_name, $level3_name, $prefilled_digest, $weight_points, $self_score_points,
    $reviewed_actual_text, $reviewed_score_points, $remark_text
)
