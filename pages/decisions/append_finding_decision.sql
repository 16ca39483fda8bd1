-- one row per decision: appended with the finding as it was read when it was decided
insert into finding_decision (
    decided_at, decided_by, is_login, verdict_code, note, finding_id, rule_id, rule_title, severity, message, printed,
    expected, place_text, project_id, section_code, row_no, project_name, fiscal_year, division_label, department_name,
    subject_key, build_name
)
values (
    $decided_at, $decided_by, $is_login, $verdict_code, $note, $finding_id, $rule_id, $rule_title, $severity, $message,
    $printed, $expected, $place_text, $project_id, $section_code, $row_no, $project_name, $fiscal_year, $division_label,
    $department_name, $subject_key, $build_name
)
