"""The data dictionary for people is what the declared schema says: it is written, never edited."""

from docs.write_data_dictionary import FILE, dictionary_text


def test_the_written_dictionary_is_current() -> None:
    assert FILE.read_text("utf-8") == dictionary_text(), "run python -m docs.write_data_dictionary and commit the file"
