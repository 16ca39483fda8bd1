-- A macro of every opened build: declaration and self-evaluation side by side of a table (or of an expression of the question), which is
-- shaped as mart_family_member; a pair is kept where either form has a chosen year and either a chosen department. The page is taken of
-- numbers and ids, before anything else of the forms is read; pair_no is the place in the order of the page.
create macro target_pairs(table_name, years, departments, declarations, evaluations, words, most, skipped) as table (
    with names as (
        select family_name, dense_rank() over (order by family_name collate zh) as family_place
        from (select distinct family_name from query_table('mart_family_member'))
    ),
    declared as (
        select *
        from query_table(table_name)
        where form_type = 'target_declaration' and is_chosen(declarations, project_id)
    ),
    evaluated as (
        select members.*, names.family_place
        from query_table(table_name) as members
        inner join names on members.family_name is not distinct from names.family_name
        where members.form_type = 'self_evaluation' and is_chosen(evaluations, members.project_id)
    ),
    chosen as (
        select
            declared.project_id as declaration_id,
            evaluated.project_id as evaluation_id,
            abs(evaluated.fiscal_year - declared.fiscal_year) as year_gap,
            evaluated.division_code,
            evaluated.family_place
        from declared
        inner join evaluated
            on declared.family_id = evaluated.family_id
            and declared.division_code = evaluated.division_code
            and declared.pairing_year is not distinct from evaluated.pairing_year
            and declared.pairing_unit_name is not distinct from evaluated.pairing_unit_name
        where
            (is_chosen(years, declared.fiscal_year) or is_chosen(years, evaluated.fiscal_year))
            and (is_chosen(departments, declared.department_name) or is_chosen(departments, evaluated.department_name))
            and (
                len(words) = 0
                or holds_words(
                    concat_ws(' ', evaluated.division_label, evaluated.family_name, declared.project_name, evaluated.project_name),
                    words
                )
            )
        order by year_gap, division_code, family_place, declaration_id, evaluation_id
        limit most offset skipped
    )
    select
        declaration_id,
        evaluation_id,
        row_number() over (order by year_gap, division_code, family_place, declaration_id, evaluation_id) as pair_no
    from chosen
)
