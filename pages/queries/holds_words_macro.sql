-- A macro of every opened build: whether a text holds every one of the words, in any case.
create macro holds_words(text, words) as (
    len(list_filter(words::varchar[], lambda word: not contains(lower(text), lower(word)))) = 0
)
