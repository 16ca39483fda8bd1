-- A macro of every opened build: the findings on the forms of a table (or of an expression of the question), which has project_id,
-- fiscal_year and division_code. Findings are stored by year and district: a file is read where those of the forms stand.
create macro findings_of(forms_name) as table (
    select findings.*
    from query_table('audit_finding') as findings
    semi join query_table(forms_name) as forms
        on findings.fiscal_year = forms.fiscal_year
        and findings.division_code = forms.division_code
        and findings.project_id = forms.project_id
    union all
    select findings.*
    from query_table('audit_finding') as findings
    semi join (
        select project_id from query_table(forms_name) where fiscal_year is null or division_code is null
    ) as unplaced on findings.project_id = unplaced.project_id
)
