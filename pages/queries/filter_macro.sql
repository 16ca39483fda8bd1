-- One macro of every opened build: whether a value belongs to a list of chosen texts. An empty list chooses everything; a value
-- that the form does not give is chosen by the word 'unknown'.
create macro is_chosen(chosen, value) as (
    len(chosen) = 0 or list_contains(chosen::varchar[], coalesce(cast(value as varchar), 'unknown'))
)
