"""Normalises a project's name to what is the same in other districts and years. Part of the link stage.

Input: a printed project name, with the names of its department and unit. Output: a `NormalisedName`: the name without
place, year, document number, level and batch, the key two equal projects share, and what was cut.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from etl.link.read_place import clean_name, read_place

HAN = re.compile(r"[一-鿿]")
PROJECT_CODE = re.compile(r"^\d{8}[A-Z]\d{12}[-—–_]?")
BRACKETED = re.compile(r"[(【\[]([^()【】\[\]]*)[)】\]]")
BATCH_LETTERS = "(?:社|财|教|农|建|行|综|企|文|政法|经建|资环)"
DOCUMENT_NUMBER = rf"(?:[一-鿿]{{1,10}}[〔\[(]?20\d{{2}}[〕\])]?第?\d{{1,5}}号|{BATCH_LETTERS}\d{{4,6}}号?|\d{{4,6}}号)"
LEVEL = r"(?:中央|省级|自治区级|市级|区级|县级|县区级|本级|省本级|市本级|区本级|县本级)(?:财政)?(?:资金|补助|配套)*+"
YEAR = r"(?:20\d{2}(?:[-—–~至]20\d{2}|[-—–~至]\d{2}(?!\d))?年?度?)"
BATCH = r"(?:第?[一二三四五六七八九十\d]{1,2}批(?:次)?|提前(?:批|下达))"
ATTRIBUTES = {
    "document_number": re.compile(DOCUMENT_NUMBER),
    "level_text": re.compile(LEVEL),
    "year_text": re.compile(YEAR),
    "batch_text": re.compile(BATCH),
}
ONLY_ATTRIBUTES = re.compile(f"(?:{DOCUMENT_NUMBER}|{LEVEL}|{YEAR}|{BATCH}|[、,;及和\\s])+")
HEAD_CUTS = (
    re.compile(r"^(?:关于)?(?:提前)?(?:下达|拨付|安排)(?=.{4})"),
    re.compile(f"^{YEAR}"),
    re.compile(r"^(?:中央(?=财政|补助|资金|专项|预算)|省级|自治区级|市级|区级|县级)(?:财政|预算内)?(?=.{3})"),
    re.compile(r"^(?:的|本级)"),
)
TAIL_CUTS = (
    re.compile(f"(?<![-—–_])[-—–_]+(?:{DOCUMENT_NUMBER}|\\d{{4,6}})$"),
    re.compile(r"(?:[一-鿿]?财[一-鿿]{0,3}|[一-鿿]{1,2}(?:办|发))〔20\d{2}〕\d+号$"),
    re.compile(f"{YEAR}$"),
    re.compile(r"年度$"),
    re.compile(r"(?<![-—–_])[-—–_]+$"),
)
PUNCTUATION = re.compile(r"[\s、,，。.·:：;；\-—–_/\\()（）【】\[\]《》<>“”\"'‘’+]+")
OFFICE_ENDING = re.compile(r"(?:(?:工作(?:专项)?|专项工作)(?:经费|费用|费|资金)|(?:管理|业务)经费)$")
MONEY_ENDING = re.compile(
    r"(?:(?:专项|项目)(?:经费|资金)|补助(?:资金|经费)|补贴资金|计划资金|经费|资金|补助|项目|专项|费用|费)$"
)
SHORTEST_KEY = 3
OFFICE_MARK = "·工作"


@dataclass(frozen=True, slots=True)
class NormalisedName:
    """A project's name after normalising.

    `stem` is for people (place, year and numbers cut, its ending kept), `plain` is `stem` without punctuation, `key` is
    what equal projects share: the ending of money is cut, and a 工作经费 is marked: it is not the policy's own money.
    """

    printed: str
    stem: str
    plain: str
    key: str
    document_number: str | None = None
    level_text: str | None = None
    year_text: str | None = None
    batch_text: str | None = None


def note_attributes(text: str, noted: dict[str, str]) -> None:
    """Keeps what a cut text says: the first document number, level, year and batch found in it."""
    for name, pattern in ATTRIBUTES.items():
        found = pattern.search(text)
        if found:
            noted.setdefault(name, found[0])
            text = text.replace(found[0], " ")


def cut_brackets(name: str, noted: dict[str, str]) -> str:
    """The name without brackets that hold only a number, level, year or batch; others stay, they are content."""

    def replace(found: re.Match[str]) -> str:
        if not ONLY_ATTRIBUTES.fullmatch(found[1]):
            return found[0]
        note_attributes(found[1], noted)
        return ""

    return BRACKETED.sub(replace, name)


def cut_ends(name: str, noted: dict[str, str]) -> str:
    """The name without year, level and words of allocation at its head, and without number and year at its tail."""
    before = ""
    while name != before:
        before = name
        for pattern in (*HEAD_CUTS, *TAIL_CUTS):
            found = pattern.search(name)
            rest = name[: found.start()] + name[found.end() :] if found else ""
            if found and len(HAN.findall(rest)) >= 2:
                note_attributes(found[0], noted)
                name = rest
    return name


def cut_owner(name: str, owners: tuple[str | None, ...], listed_year: int | None) -> str:
    """The name without the place and the body it belongs to at its head."""
    reading = read_place(name, listed_year)
    rest = reading.rest if reading.taken and len(reading.rest) >= 2 else name
    bodies = {read_place(owner, listed_year).rest for owner in owners if owner}
    for body in sorted(bodies, key=lambda text: (-len(text), text)):
        if len(body) >= 3 and rest.startswith(body) and len(rest) - len(body) >= 2:
            return rest[len(body) :]
    return rest


def key_of(plain: str) -> str:
    """The plain name without its ending of money; an ending such as 工作经费 leaves its mark."""
    office = OFFICE_ENDING.search(plain)
    mark = OFFICE_MARK if office else ""
    key = plain[: office.start()] if office and office.start() >= 2 else plain
    found = MONEY_ENDING.search(key)
    while found and found.start() >= SHORTEST_KEY:
        key = key[: found.start()]
        found = MONEY_ENDING.search(key)
    return key + mark


@lru_cache(maxsize=200_000)
def normalise_project_name(printed: str, owners: tuple[str | None, ...], listed_year: int | None) -> NormalisedName:
    """The normalised name; `owners` are the names of unit and department, whose mention at its head is cut."""
    noted: dict[str, str] = {}
    name = "".join(unicodedata.normalize("NFKC", printed).split()).strip("“”\"'")
    name = cut_ends(cut_brackets(PROJECT_CODE.sub("", name), noted), noted)
    stem = cut_ends(cut_owner(name, owners, listed_year), noted)
    plain = PUNCTUATION.sub("", stem) or PUNCTUATION.sub("", clean_name(printed)) or printed
    return NormalisedName(printed=printed, stem=stem or printed, plain=plain, key=key_of(plain), **noted)
