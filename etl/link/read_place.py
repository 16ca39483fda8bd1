"""Reads the place at the head of a printed name: 广州市天河区教育局 → 天河区 in 广州市. Part of the link stage.

Input: one printed name and the units of a year. Output: `PlaceReading`: the units it may mean, and the text they take.
A reading decides nothing between units of one name; `find_division` does, with what else the form prints.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from etl.link.division_table import Division, DivisionIndex, divisions_of, every_county_name

UNIT_CODE = re.compile(r"^\d{3,9}[-—–_](?=[一-鿿])")
FOOTNOTE_MARKS = re.compile(r"(?<![0-9①-⑳¹²³⁰-⁹])(?:[0-9①-⑳¹²³⁰-⁹]|\[\d{1,2}\]|【\d{1,2}】)++$")
LEADING_YEARS = re.compile(r"^(?:关于)?(?:(?:19|20)\d{2}(?:[-—–~至]\d{2,4})?年?度?)(?=[一-鿿])")
# Bodies that stand before their place's name: the party, the congress of consultation, the state's tax service.
BODY_BEFORE_PLACE = re.compile(
    r"^(?:中国共产党|中共|中国共产主义青年团|共青团|中国人民政治协商会议|政协|中国国民党革命委员会"
    r"|中国[一-鿿]{2,6}党|国家税务总局|国家统计局|关于|原)(?=[一-鿿])"
)
# A short name is believed only before the name of an office; 东方体育中心 and 瑞金医院 are no places.
OFFICE = re.compile(
    r"^(?:人大|政协|人民政府|纪委|监委|(?:教育|教体|体育|科技|科学技术|经信|经济和信息化|工信|工业和信息化|公安|民政|司法|财政|人社"
    r"|人力资源|自然资源|规划|生态环境|环保|环境保护|住建|住房|建设|交通|水务|水利|农业|商务|文化|文旅|文广|卫生|卫健|卫计|医疗保障"
    r"|医保|退役军人|应急|安监|审计|统计|市场监督|市场监管|工商|城管|城市管理|信访|机关事务|发展和改革|发展改革|发改|税务|气象|粮食"
    r"|林业|园林|绿化)[一-鿿]{0,8}?(?:局|厅|委员会|委|办公室)|(?:残疾人|妇女)联合会|残联|妇联|总工会|团委|红十字会|人民法院|人民检察院)"
)
LANDSCAPE = re.compile(r"^[江河湖海山岛港湾路街桥寺塔]")
NOT_A_NAME_END = re.compile(r"^[级域]")
VAGUE_COUNTY = re.compile(r"^[东西南北中城郊矿新老市]+区$")
ZONE_AFTER_CITY = re.compile(
    r"^[一-鿿]{0,12}?(?:经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|开发区|高新区|经开区|工业园区|产业园区|保税区|度假区|示范区|新区)"
)
LOWER_UNIT = re.compile(
    r"^([一-鿿]{2,5}?)(自治县|自治旗|区(?![域划级属块])|县(?![级域属])|旗(?=[一-鿿]{2})|市(?![场政民容级属委直区]))"
)
WORD_BEFORE_UNIT_MARK = re.compile(
    r"(?:社|园|小|校|景|辖|地|城|库|灾|片|矿|林|牧|山|都|超|门|夜|集|上|行|界|疫|老|闹|发|商务|保护|功能|服务|城镇|管理|各)$"
)
# A street or town below a province or city belongs to a county that is not printed.
TOWN = re.compile(
    r"^[一-鿿]{2,6}?(?:街道(?=办事处|社区|$)|(?<!城)[镇乡](?=人民政府|政府|中心(?:小学|幼儿园|卫生院|校)|卫生院|$))"
)
BRANCH_OFFICE = re.compile(r"^[一-鿿]{2,14}?局([一-鿿]{2,6}?)(?:区|县|市)?分局")


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What stands at the head of a name.

    `candidates`: the units it may mean, none where it names no place. `taken`: the characters that name the place.
    `unlisted`: a lower unit that is printed but that the year's list does not have below `candidates`. `zone`: a zone
    without code. `rest`: the name without its place. `is_vague`: a county name such as 城区 that also is a common word;
    it counts only where something else names the unit above it.
    """

    name: str
    candidates: tuple[Division, ...] = ()
    taken: str = ""
    rest: str = ""
    unlisted: str | None = None
    zone: str | None = None
    is_vague: bool = False


def clean_name(printed: str) -> str:
    """The name without unit code, footnote digits, blanks and leading years."""
    name = "".join(unicodedata.normalize("NFKC", FOOTNOTE_MARKS.sub("", printed.strip())).split())
    name = FOOTNOTE_MARKS.sub("", name).strip("“”\"'《》")
    return LEADING_YEARS.sub("", UNIT_CODE.sub("", name))


Chain = tuple[tuple[Division, bool, int], ...]  # each unit, whether its full name is printed, where its name ends


def chains_from(name: str, start: int, above: Division | None, index: DivisionIndex) -> list[Chain]:
    """Every way to read units, one inside the other, from `start` on; the empty way is left out."""
    found: list[Chain] = []
    for end in range(min(len(name), start + index.longest_name), start + 1, -1):
        text = name[start:end]
        for is_full, units in ((True, index.by_name.get(text, ())), (False, index.by_short_name.get(text, ()))):
            for unit in units:
                if (is_full and NOT_A_NAME_END.match(name[end:])) or (above and not inside(unit, above, index)):
                    continue
                step = ((unit, is_full, end),)
                below = chains_from(name, end, unit, index) if unit.level != "county" else []
                found.extend(step + chain for chain in below)
                if is_full or OFFICE.match(name[end:]):
                    found.append(step)
    return found


def inside(unit: Division, above: Division, index: DivisionIndex) -> bool:
    """Whether the unit lies strictly inside the other."""
    return unit.code != above.code and index.is_within(unit, above)


def longest_chains(chains: list[Chain]) -> list[Chain]:
    """The readings that take the most characters."""
    longest = max((chain[-1][2] for chain in chains), default=0)
    return [chain for chain in chains if chain[-1][2] == longest]


def unlisted_unit(rest: str) -> str | None:
    """The lower unit that a rest such as 闸北区教育局 begins with, None where it begins with no unit's name."""
    for length in range(2, 8):
        if rest[:length] in every_county_name() and len(rest) > length - 1:
            return rest[:length]
    found = LOWER_UNIT.match(rest)
    if found and not WORD_BEFORE_UNIT_MARK.search(found[1]) and not ZONE_AFTER_CITY.match(rest):
        return found[0]
    return None


def counties_hinted(rest: str, parent: Division, index: DivisionIndex) -> tuple[Division, ...]:
    """The units inside `parent` whose short name the rest begins with (松江二中), or whose branch office it is."""
    branch = BRANCH_OFFICE.match(rest)
    heads = [branch[1]] if branch else [rest[:n] for n in range(2, 7) if not LANDSCAPE.match(rest[n:])]
    units = [unit for head in heads for unit in index.by_short_name.get(head, ()) if inside(unit, parent, index)]
    return tuple(units)


@lru_cache(maxsize=200_000)
def read_place(printed: str, listed_year: int | None) -> PlaceReading:
    """What place the printed name begins with, by the units of the year's list."""
    index = divisions_of(listed_year)
    name = clean_name(printed)
    zone = next((name[:n] for n in range(min(len(name), index.longest_name), 3, -1) if name[:n] in index.zones), None)
    best = longest_chains(chains_from(name, 0, None, index))
    if not best and BODY_BEFORE_PLACE.match(name):
        return read_place(BODY_BEFORE_PLACE.sub("", name), listed_year)
    if zone and (not best or best[0][-1][2] < len(zone)):
        return PlaceReading(name, (index.zones[zone],), zone, name[len(zone) :], zone=zone)
    if not best:
        elsewhen = read_place(printed, None) if listed_year is not None else None
        return PlaceReading(name, rest=name, unlisted=elsewhen.taken if elsewhen and elsewhen.candidates else None)
    end = best[0][-1][2]
    candidates = tuple({chain[-1][0].code: chain[-1][0] for chain in best}.values())
    is_vague = all(len(chain) == 1 and bool(VAGUE_COUNTY.match(chain[0][0].name)) for chain in best)
    reading = PlaceReading(name, candidates, name[:end], name[end:], is_vague=is_vague)
    if len(candidates) > 1 or candidates[0].level == "county" or not reading.rest:
        return reading
    return reading_of_upper_unit(reading, index)


def reading_of_upper_unit(reading: PlaceReading, index: DivisionIndex) -> PlaceReading:
    """The reading of a name that begins with one province or city: what its rest says about a lower unit."""
    name, unit, rest = reading.name, reading.candidates[0], reading.rest
    zone_name = next(
        (z for z, parent in index.zones.items() if rest.startswith(z) and index.is_within(parent, unit)), None
    )
    if zone_name:
        return PlaceReading(
            name, (index.zones[zone_name],), reading.taken + zone_name, rest[len(zone_name) :], zone=zone_name
        )
    hinted = counties_hinted(rest, unit, index)
    if BRANCH_OFFICE.match(rest) and len(hinted) == 1:
        return PlaceReading(name, hinted, reading.taken, rest)
    town = TOWN.match(rest)
    unlisted = town[0] if town and index.has_counties(unit) else unlisted_unit(rest)
    if unlisted:
        return PlaceReading(name, (unit,), reading.taken, rest, unlisted=unlisted)
    if hinted:
        return PlaceReading(name, (unit, *hinted), reading.taken, rest)
    zone = ZONE_AFTER_CITY.match(rest)
    return PlaceReading(name, (unit,), reading.taken, rest, zone=zone[0] if zone else None)
