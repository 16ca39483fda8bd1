-- A macro of every opened build: the rows of a table (or of an expression of the question) that the seven filters leave. The table
-- must have their columns; it is named as text, because that is how query_table takes it.
create macro chosen_rows(table_name, years, provinces, cities, districts, departments, sectors, form_types) as table (
    select *
    from query_table(table_name)
    where
        is_chosen_year(years, fiscal_year)
        and is_chosen(provinces, province_code)
        and is_chosen(cities, city_code)
        and is_chosen(districts, division_code)
        and is_chosen(departments, department_name)
        and is_chosen(sectors, sector_code)
        and is_chosen(form_types, form_type)
)
