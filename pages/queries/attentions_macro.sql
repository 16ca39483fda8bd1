-- A macro of every opened build: the things to look at first of a table (or of an expression of the question), with the rule of each.
create macro attentions(table_name) as table (
    select
        attention.attention_rank,
        attention.attention_code,
        rules.rule_id,
        coalesce(rules.rule_title, attention.attention_title) as attention_title,
        attention.project_id,
        attention.row_no,
        attention.fiscal_year,
        attention.division_label,
        attention.department_name,
        attention.project_name,
        attention.amount_yuan,
        attention.message
    from query_table(table_name) as attention
    left join meta_rule as rules on attention.attention_code = 'finding_' || lower(rules.rule_id)
)
