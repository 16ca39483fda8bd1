"""A document's grid read into forms: its rows as printed, and where these say too little, in other ways.

Input: a CellGrid. Output: a DocumentReading. The entry of stage `parse`; `read_rows.py` reads the forms of one kind of
rows.
"""

from collections.abc import Collection
from dataclasses import replace

from etl.parse.forms.forms_beside import with_forms_parted
from etl.parse.forms.levels_beside import with_levels_below
from etl.parse.forms.page_tops import without_page_tops, without_tops_in_stream
from etl.parse.forms.project_lists import spread_project_lists
from etl.parse.forms.repeated_forms import without_repeated
from etl.parse.forms.sample_forms import SAMPLE_CODE, is_guide
from etl.parse.forms.set_aside import BARRED, explain_set_aside, unless_unread
from etl.parse.forms.spaced_lists import with_spaced_lists
from etl.parse.forms.titles import with_titles_parted
from etl.parse.forms.weigh_reading import FormsFound, blank_ones, is_filled, is_poor
from etl.parse.glued.read_glued import read_glued
from etl.parse.indicators.content_headers import with_content_headers
from etl.parse.indicators.content_streams import with_content_columns
from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.indicators.upper_levels import with_upper_levels
from etl.parse.labels.bare_levels import with_bare_levels
from etl.parse.labels.block_names import with_block_names
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.satisfaction_level import with_named_satisfaction
from etl.parse.labels.spanning_levels import with_spanning_levels
from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.unlisted_labels import with_unlisted_labels
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.read_rows import read_rows
from etl.parse.rows.carried_cells import with_carried_cells
from etl.parse.rows.doubled_letters import at_printed_places, with_single_letters
from etl.parse.rows.full_width_digits import as_printed, has_full_width_digits, with_plain_digits
from etl.parse.rows.fund_years import with_dated_sources, with_fund_years
from etl.parse.rows.join_broken_names import with_whole_names
from etl.parse.rows.join_torn_headers import with_whole_headers
from etl.parse.rows.laid_out_tables import with_laid_out_tables
from etl.parse.rows.ordinal_column import without_ordinals, without_ordinals_in_stream
from etl.parse.rows.page_furniture import without_furniture
from etl.parse.rows.recut_rows import recut_rows
from etl.parse.rows.repeated_cells import ends_with_next_row, with_repeated_cells
from etl.parse.rows.rows_across_pages import without_rows_again
from etl.parse.rows.side_notes import part_side_notes
from etl.parse.rows.stream_tokens import StreamToken, stream_tokens
from etl.parse.rows.target_parts import with_target_parts
from etl.parse.rows.tokenise import tokenise
from etl.parse.rows.upright_funds import with_upright_funds
from etl.parse.rows.upright_indicators import with_upright_indicators
from etl.parse.rows.whole_texts import with_whole_texts
from etl.parse.rows.wrapped_ends import with_ends_joined
from etl.parse.rows.year_tiers import with_year_tiers
from etl.parse.runs.run_rows import with_runs
from etl.records import CellGrid, DocumentReading, FormRecord, Section, SetAside

CELL_END = ("|", "｜")
LONG_LINE = 150  # characters of a line that may hold a whole form
OF_NO_PROJECT = ("appraisal", "regulation")  # such a document is no form for a sum and a name that its sentences hold


def read_forms(grid: CellGrid) -> DocumentReading:
    """Every form of the document, or the reason why it has none.

    Rows are read as printed first. Where that leaves a form without indicators or with many cells unread, the document
    is read once more as a stream whose line ends mean nothing, as one run of glued characters, and as lines of label
    and value; the reading that explains more of the page is kept.
    """
    if has_full_width_digits(grid):
        return as_printed(read_single_letters(with_plain_digits(grid)), grid.lines)
    return read_single_letters(grid)


def read_single_letters(grid: CellGrid) -> DocumentReading:
    """The forms of a document whose digits are plain, letters that bold printed twice read once."""
    letters = with_single_letters(grid, load_vocabulary())
    if letters is None:
        return read_plain_forms(grid)
    return at_printed_places(read_plain_forms(letters.grid), letters, grid)


def read_plain_forms(grid: CellGrid) -> DocumentReading:
    """The forms of a document whose digits are plain and whose letters stand once."""
    vocabulary = load_vocabulary()
    grid, repeated = without_rows_again(without_furniture(grid), grid)
    grid, notes = part_side_notes(with_laid_out_tables(grid, vocabulary), vocabulary)
    printed = printed_rows(grid, vocabulary)
    plain = with_content_headers(printed, grid.lines, vocabulary)
    lists = with_levels_below(with_spaced_lists(plain, grid.lines, vocabulary), vocabulary)
    rows = spread_project_lists(lists, vocabulary)
    found = read_rows(rows, vocabulary, ends_abruptly=ends_abruptly(grid))
    if found.is_doubtful or any(is_indicator_header(row) and ends_with_next_row(row) for row in rows):
        stream = stream_tokens(printed, grid.lines, vocabulary)
        stream = without_tops_in_stream(stream, vocabulary)
        stream = without_ordinals_in_stream(stream)
        if plain == printed:
            stream = with_content_columns(stream, vocabulary)
        found = or_as_stream(found, stream, grid, vocabulary)
        if found.is_doubtful:
            found = or_as_runs(found, printed, grid, vocabulary)
    found = with_glued_forms(found, grid, vocabulary)
    return replace(concluded(found, rows, grid, vocabulary), problems=(*repeated, *notes))


def with_glued_forms(found: FormsFound, grid: CellGrid, vocabulary: Vocabulary) -> FormsFound:
    """The reading with the forms that stand glued in a line of their own, which the form above left unread."""
    unread = {p.place.line_no for f in found.forms for p in f.problems if p.place and len(p.printed or "") > LONG_LINE}
    glued = read_glued(grid, vocabulary) if unread else FormsFound()
    unread -= {form.first_line_no for form in found.forms}  # a form that begins there has been read
    further = {form.first_line_no: form for form in glued.forms if form.first_line_no in unread and is_filled(form)}
    further = {line: form for line, form in further.items() if form.last_line_no == line}
    if not further:
        return found
    forms = [without_lines_of(form, further.keys()) for form in found.forms]
    return FormsFound(tuple(sorted([*forms, *further.values()], key=lambda form: form.first_line_no)), found.barred)


def without_lines_of(form: FormRecord, lines: Collection[int]) -> FormRecord:
    """A form without the findings about lines below it that are forms of their own."""
    below = [line for line in lines if form.first_line_no < line <= form.last_line_no]
    kept = tuple(p for p in form.problems if p.place is None or p.place.line_no not in below)
    printed = form.printed_cell_count - (len(form.problems) - len(kept))
    last = min(below, default=form.last_line_no + 1) - 1
    return replace(form, problems=kept, last_line_no=last, printed_cell_count=printed)


def ends_abruptly(grid: CellGrid) -> bool:
    """Whether the document may be cut inside its last cell: neither a line end follows its last line nor what parts
    cells."""
    last = grid.lines[-1].strip()
    return bool(last) and not last.endswith(CELL_END)


def printed_rows(grid: CellGrid, vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The printed lines as rows of tokens, mended step by step; a step leaves all rows but those of its trouble as they
    are, and each relies on those above it."""
    rows = tokenise(grid, vocabulary)
    # cells: texts that read like labels, merged cells and ditto marks
    rows = with_whole_texts(rows, grid)
    rows = with_repeated_cells(rows, grid)
    # names of levels, and words that are a level or a column in some forms only
    rows = with_spanning_levels(rows, grid, vocabulary)
    rows = with_upright_indicators(rows)
    rows = with_bare_levels(rows)
    rows = with_named_satisfaction(rows)
    rows = with_block_names(rows)
    # what belongs to one row, and what does not
    rows = with_ends_joined(rows, vocabulary)
    rows = with_titles_parted(rows, vocabulary)
    rows = without_page_tops(rows, vocabulary)
    rows = with_whole_headers(rows, vocabulary)
    rows = without_ordinals(rows)
    rows = with_forms_parted(rows, vocabulary)
    # headers in tiers
    rows = with_year_tiers(rows, vocabulary)
    rows = with_dated_sources(with_fund_years(rows, vocabulary), vocabulary)
    rows = with_target_parts(rows)
    rows = with_upper_levels(rows, vocabulary)
    # what only labels known so far tell
    rows = with_carried_cells(rows)
    rows = with_unlisted_labels(rows)
    rows = with_whole_names(rows)
    return with_upright_funds(rows)


def or_as_stream(found: FormsFound, stream: list[StreamToken], grid: CellGrid, vocabulary: Vocabulary) -> FormsFound:
    """The reading, or one in which line ends, then borders between cells, mean nothing, if that explains more."""
    blank = blank_ones(form for form in found.forms if not is_poor(form))
    settled = {aside.line_no for aside in (*found.barred, *blank)}
    recut = recut_rows(stream, vocabulary)
    streamed = read_rows(recut, vocabulary, ends_abruptly=ends_abruptly(grid), is_stream=True).without_lines(settled)
    if found.is_nothing or streamed.explains_more_than(found):
        found = streamed
    if found.is_nothing or found.has_poor_form:
        glued = read_glued(grid, vocabulary)
        if not found.forms or glued.explains_more_than(found):
            return glued
    return found


def or_as_runs(found: FormsFound, printed: tuple[TokenRow, ...], grid: CellGrid, vocabulary: Vocabulary) -> FormsFound:
    """The reading, or that of lines of label and value, if these explain more."""
    runs = with_runs(printed, grid.lines, vocabulary)
    if runs is None:
        return found
    settled = {aside.line_no for aside in found.barred}
    of_runs = read_rows(runs, vocabulary, ends_abruptly=ends_abruptly(grid)).without_lines(settled)
    return of_runs if of_runs.barred or of_runs.explains_more_than(found) else found


def concluded(found: FormsFound, rows: tuple[TokenRow, ...], grid: CellGrid, vocabulary: Vocabulary) -> DocumentReading:
    """The forms that are filled in, each once, and the reasons for all others; or why the document has none."""
    filled, repeated = without_repeated(form for form in found.forms if is_filled(form))
    blank = blank_ones(found.forms)
    if filled and is_guide(grid.lines, vocabulary):
        return DocumentReading((), (SetAside(SAMPLE_CODE, BARRED[SAMPLE_CODE], filled[0].first_line_no),))
    if not any(form.has_rows(Section.INDICATOR) for form in filled):
        why_none = unless_unread(explain_set_aside(rows, vocabulary), grid.problems)
        if not filled or why_none.code in OF_NO_PROJECT:
            return DocumentReading((), found.barred[:1] or blank[:1] or (why_none,))
    kept = tuple(renumbered(form, number) for number, form in enumerate(filled, start=1))
    return DocumentReading(kept, (*found.barred, *blank, *repeated))


def renumbered(form: FormRecord, form_no: int) -> FormRecord:
    """The form with its number among the forms that are kept."""
    problems = tuple(replace(problem, form_no=form_no) for problem in form.problems)
    return replace(form, form_no=form_no, problems=problems)
