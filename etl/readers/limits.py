"""What a document may hold before it is refused: a hundred to a thousand times an ordinary form.

Constants of stage `readers`. They stand in code, not in settings.toml, because they decide what a reading gives: the
reader's version, under which readings are kept, is the fingerprint of this folder.
"""

ARCHIVE_MEMBERS = 2_000
MEMBER_BYTES = 32 << 20  # one part of a docx or xlsx, counted while it is unpacked
ARCHIVE_BYTES = 256 << 20  # all parts that are unpacked
PACKING_RATIO = 200  # unpacked to packed bytes of one part; XML of real tables stays below 100
RATIO_COUNTS_FROM = 1 << 20
MEMBER_NAME_LENGTH = 255

GRID_ROWS = 200_000
GRID_COLUMNS = 512
GRID_CELLS = 1_000_000
CELL_CHARACTERS = 32_767  # what a cell of a spreadsheet can hold
NESTED_TABLES = 16

PDF_PAGES = 500
