"""What kind of document an OLE compound file holds (.doc, .xls, .wps, .et), by the streams in its root folder.

Input: the bytes of the file. Output: the names of the streams. Stage `readers`. Only the directory is walked; an
embedded object keeps its streams in folders of its own and does not count.
"""

import struct

from etl.findings import UnreadableDocumentError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY_SIZE, NAME_SIZE = 128, 64
SECTOR_SHIFTS = (9, 12)  # 512 and 4096 bytes
NO_ENTRY = 0xFFFFFFFF
FIRST_SPECIAL_SECTOR = 0xFFFFFFFA
HEADER_SECTORS = 109  # sectors of the allocation table that the header itself names
MOST_ENTRIES = 20_000


def root_stream_names(content: bytes) -> set[str]:
    """The names in the root folder. Raises UnreadableDocumentError when the directory cannot be walked."""
    try:
        entries = directory_entries(content)
        return set(names_below(entries, entries[0][3]))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise UnreadableDocumentError("office_broken", "这份旧版 Office 文件已损坏或不完整，打不开。") from error


def directory_entries(content: bytes) -> list[tuple[str, int, int, int]]:
    """Every directory entry: its name, and the entries to its left, to its right and below it."""
    shift = struct.unpack_from("<H", content, 30)[0]
    if shift not in SECTOR_SHIFTS:
        raise struct.error("no sector size that the format knows")
    sector_size = 1 << shift
    first_sector = struct.unpack_from("<I", content, 48)[0]
    table = allocation_table(content, sector_size)
    entries: list[tuple[str, int, int, int]] = []
    sector, seen = first_sector, set()
    while sector < FIRST_SPECIAL_SECTOR and sector not in seen and len(entries) < MOST_ENTRIES:
        seen.add(sector)
        start = (sector + 1) * sector_size
        for offset in range(start, start + sector_size, ENTRY_SIZE):
            name_length = min(struct.unpack_from("<H", content, offset + NAME_SIZE)[0], NAME_SIZE)
            name = content[offset : offset + max(name_length - 2, 0)].decode("utf-16-le")
            entries.append((name, *struct.unpack_from("<III", content, offset + 68)))
        sector = table.get(sector, NO_ENTRY)
    return entries


def allocation_table(content: bytes, sector_size: int) -> dict[int, int]:
    """The sector that follows each sector, as far as the header names the table: enough for seven megabytes."""
    following: dict[int, int] = {}
    numbers_per_sector = sector_size // 4
    for order, sector in enumerate(struct.unpack_from(f"<{HEADER_SECTORS}I", content, 76)):
        if sector < FIRST_SPECIAL_SECTOR and len(content) >= (sector + 2) * sector_size:
            numbers = struct.unpack_from(f"<{numbers_per_sector}I", content, (sector + 1) * sector_size)
            following.update(enumerate(numbers, start=order * numbers_per_sector))
    return following


def names_below(entries: list[tuple[str, int, int, int]], top: int) -> list[str]:
    """The names of a folder, whose entries hang together as a tree."""
    names, waiting, seen = [], [top], set()
    while waiting:
        number = waiting.pop()
        if number >= len(entries) or number in seen:
            continue
        seen.add(number)
        name, left, right, _ = entries[number]
        names.append(name)
        waiting += [left, right]
    return names
