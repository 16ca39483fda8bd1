-- A macro of every opened build: the columns that are shown of the reasons of an expression of the question, behind their place in the order
-- of the page, which the question gives as place_no.
create macro listed_reasons(table_name) as table (
    select
        place_no,
        project_id,
        reason_source as section_code,
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
        deviation_reason_text,
        class_names(reason_classes(reason_class_codes, reason_class_names), false) as cause_names,
        class_names(reason_classes(reason_class_codes, reason_class_names), true) as measure_names,
        is_measure_only,
        group_name,
        document_label,
        line_no
    from query_table(table_name)
)
