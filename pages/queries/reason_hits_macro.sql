-- A macro of every opened build: the reasons that hold every word of a list, each of two characters at least, and their tiers. A word
-- is taken apart into pairs, the last of which may overlap; it stands where all of them stand at their distances. No place is read for
-- pairs that no reason has.
create macro reason_hits(table_name, words) as table (
    with asked as (
        select word_no, lower(words[word_no]) as word
        from (select unnest(range(1, len(words) + 1)) as word_no)
    ),
    pieces as (
        select
            word_no,
            length(word) // 2 + length(word) % 2 as piece_count,
            unnest(list_distinct(list_append(range(1, length(word), 2), length(word) - 1))) as piece_no,
            word
        from asked
    ),
    pairs as (
        select word_no, piece_count, piece_no, substr(word, piece_no, 2) as pair_text
        from pieces
        where pair_text in (select mart_reason_pair.pair_text from mart_reason_pair)
    ),
    found as (
        select distinct pairs.word_no, places.tier_no, places.reason_no
        from query_table(table_name) as places
        inner join pairs on places.pair_text = pairs.pair_text
        group by pairs.word_no, pairs.piece_count, places.tier_no, places.reason_no, places.character_no - pairs.piece_no
        having count(*) = pairs.piece_count
    )
    select reason_no, any_value(tier_no) as tier_no
    from found
    group by reason_no
    having count(*) = len(words)
)
