"""Structure-aware and byte-wise damage to documents: what scanners, exports and careless hands do to them.

Input: the text or the bytes of a document and a source of chance. Output: the damaged document. Used by
mutated_documents.py and tests/fuzz. A mutation may double or drop what is printed; it never makes up a name.
"""

import io
import random
import zipfile
from collections.abc import Callable

SEPARATORS = ("\t", "|")
ENCODINGS = ("gb18030", "utf-16", "utf-8-sig", "big5hkscs")
FULL_WIDTH = str.maketrans("0123456789.%,", "０１２３４５６７８９．％，")
INSERTED = ("\x00", "\x0b", "\x1b[31m", "\u202e", "\u200b", "\u2028", "\ufeff", "\xa0")
ODD_NUMBERS = ("1e999", "nan", "-0", "１２.5", "--", "≥", "0x1F", "9" * 40, "①", "½")
TAGS = ("<b>", "</td>", "<table>", "<script>x</script>", "&nbsp;", "<!--", "<br/>")
Lines = list[str]


def delete_cell(lines: Lines, chance: random.Random) -> None:
    """Empty one cell of a row."""
    change_cell(lines, chance, lambda _: "")


def shift_row(lines: Lines, chance: random.Random) -> None:
    """Move the cells of a row one column to the right."""
    number = chance.randrange(len(lines))
    lines[number] = separator_of(lines[number]) + lines[number]


def split_line(lines: Lines, chance: random.Random) -> None:
    """Break a line in two."""
    number = chance.randrange(len(lines))
    place = chance.randint(0, len(lines[number]))
    lines[number : number + 1] = [lines[number][:place], lines[number][place:]]


def join_lines(lines: Lines, chance: random.Random) -> None:
    """Make two lines one."""
    number = chance.randrange(len(lines))
    lines[number : number + 2] = ["".join(lines[number : number + 2])]


def swap_columns(lines: Lines, chance: random.Random) -> None:
    """Exchange two columns in every row that has both."""
    first, second = chance.randrange(6), chance.randrange(6)
    for number, line in enumerate(lines):
        cells = line.split(separator_of(line))
        if len(cells) > max(first, second):
            cells[first], cells[second] = cells[second], cells[first]
            lines[number] = separator_of(line).join(cells)


def drop_page(lines: Lines, chance: random.Random) -> None:
    """Leave out a run of lines."""
    start = chance.randrange(len(lines))
    del lines[start : start + chance.randint(1, 30)]


def double_page(lines: Lines, chance: random.Random) -> None:
    """Print a run of lines twice."""
    start = chance.randrange(len(lines))
    piece = lines[start : start + chance.randint(1, 60)]
    lines[start:start] = piece


def widen_digits(lines: Lines, chance: random.Random) -> None:
    """Write the digits of a line in full width."""
    number = chance.randrange(len(lines))
    lines[number] = lines[number].translate(FULL_WIDTH)


def insert_invisible(lines: Lines, chance: random.Random) -> None:
    """Put a control or bidi character into a line."""
    number = chance.randrange(len(lines))
    place = chance.randint(0, len(lines[number]))
    lines[number] = lines[number][:place] + chance.choice(INSERTED) + lines[number][place:]


def blow_up_cell(lines: Lines, chance: random.Random) -> None:
    """Repeat a cell until it is huge."""
    change_cell(lines, chance, lambda cell: cell * min(2_000, 20_000 // max(len(cell), 1)))


def write_odd_number(lines: Lines, chance: random.Random) -> None:
    """Put something that only looks like a number into a cell."""
    change_cell(lines, chance, lambda _: chance.choice(ODD_NUMBERS))


def insert_tag(lines: Lines, chance: random.Random) -> None:
    """Put a piece of markup into a line."""
    number = chance.randrange(len(lines))
    place = chance.randint(0, len(lines[number]))
    lines[number] = lines[number][:place] + chance.choice(TAGS) + lines[number][place:]


def separator_of(line: str) -> str:
    """What parts the cells of a line."""
    return next((sign for sign in SEPARATORS if sign in line), "\t")


def change_cell(lines: Lines, chance: random.Random, change: Callable[[str], str]) -> None:
    """Change one cell of one row."""
    number = chance.randrange(len(lines))
    cells = lines[number].split(separator_of(lines[number]))
    place = chance.randrange(len(cells))
    cells[place] = change(cells[place])
    lines[number] = separator_of(lines[number]).join(cells)


MUTATIONS: tuple[Callable[[Lines, random.Random], None], ...] = (
    delete_cell, shift_row, split_line, join_lines, swap_columns, drop_page, double_page, widen_digits,
    insert_invisible, blow_up_cell, write_odd_number, insert_tag,
)  # fmt: skip


def mutate_text(text: str, chance: random.Random) -> bytes:
    """A text with one to four mutations, in some encoding."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        chance.choice(MUTATIONS)(lines, chance)
        lines = lines or [""]
    encoding = chance.choice(ENCODINGS) if chance.random() < 0.1 else "utf-8"
    return "\n".join(lines).encode(encoding, "replace")


def damage_bytes(content: bytes, chance: random.Random) -> bytes:
    """Bytes with a cut end, flipped bits, zeros, or a piece in another place."""
    damaged = bytearray(content)
    kind = chance.randrange(4)
    if kind == 0:
        return bytes(damaged[: chance.randrange(len(damaged))])
    for _ in range(chance.randint(1, 20)):
        place = chance.randrange(len(damaged))
        if kind == 1:
            damaged[place] ^= 1 << chance.randrange(8)
        elif kind == 2:
            damaged[place : place + 16] = bytes(len(damaged[place : place + 16]))
        else:
            piece = damaged[place : place + chance.randint(1, 200)]
            damaged[place:place] = piece
    return bytes(damaged)


def damage_part(content: bytes, chance: random.Random) -> bytes:
    """A container one of whose parts is damaged inside, so that the damage gets past the check sums."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        hit = chance.choice(names)
        for name in names:
            part = source.read(name)
            target.writestr(name, damage_bytes(part, chance) if name == hit and part else part)
    return packed.getvalue()


def mutate(content: bytes, suffix: str, chance: random.Random) -> bytes:
    """A document with the damage that fits its format."""
    if suffix in (".txt", ".md", ".csv", ".html"):
        return mutate_text(content.decode("utf-8"), chance)
    if content.startswith(b"PK") and chance.random() < 0.7:
        return damage_part(content, chance)
    return damage_bytes(content, chance)
