-- A macro of every opened build: the columns that are shown of the readings of a table (or of an expression of the question).
create macro readings(table_name) as table (
    select
        project_id,
        document_id,
        document_label,
        form_no,
        form_type_label,
        fiscal_year,
        division_label,
        department_name,
        project_name,
        indicator_count,
        reading_confidence_rate,
        claimed_cell_rate,
        printed_cell_count,
        unread_cell_count,
        resolved_column_rate,
        valued_kind_rate,
        agreed_sum_rate,
        checked_sum_count,
        agreed_sum_count,
        field_count,
        repaired_count,
        inferred_count,
        finding_count,
        line_no
    from query_table(table_name)
)
