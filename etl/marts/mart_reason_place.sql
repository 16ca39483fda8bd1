-- one row per place of two characters that follow each other in a printed reason, as it is searched: without white space, in small
-- letters. A word stands in a reason where its pairs stand at the right distance, so that a search reads no text
with folded as (
    select reason_no, tier_no, lower(regexp_replace(deviation_reason_text, '\s', '', 'g')) as folded_text
    from mart_reason_line
),
placed as (
    select reason_no, tier_no, folded_text, unnest(range(1, length(folded_text))) as character_no
    from folded
),
pairs as (
    select reason_no, tier_no, folded_text, character_no, substr(folded_text, character_no, 2) as pair_text
    from placed
)
select
    pair_text,
    tier_no,
    reason_no,
    character_no,
    instr(folded_text, pair_text) = character_no as is_first_place
from pairs
