"""Columns of made-up tables: chance that follows from another column, a choice of texts, the key of a text.

Output: polars expressions. The same column gives the same chance, so that a project keeps its names over the years.
"""

import polars as pl

from etl.normalise.compared_text import compared_key


def draw(column: str, salt: int) -> pl.Expr:
    """A number from 0 to 1 that follows from a column and the salt."""
    return (pl.col(column).hash(seed=salt) % 1_000_003) / 1_000_003


def choose(values: tuple[str, ...], chance: pl.Expr) -> pl.Expr:
    """One of the texts; the first ones more often, as names repeat."""
    place = (chance * chance * len(values)).cast(pl.Int64)
    return place.replace_strict(dict(enumerate(values)), return_dtype=pl.String)


def keyed(column: str) -> pl.Expr:
    """The text as rules compare it: each text that occurs is folded once."""
    return pl.col(column).map_batches(fold_texts, return_dtype=pl.String)


def fold_texts(texts: pl.Series) -> pl.Series:
    """The comparison key of every text of a column."""
    known = texts.drop_nulls().unique()
    keys = {text: compared_key(text) for text in known}
    return texts.replace_strict(keys, default=None, return_dtype=pl.String)
