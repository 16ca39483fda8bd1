"""Archives of documents: each document inside is an original of its own, and a hostile one costs only itself."""

import hashlib
import io
import json
import stat
import struct
import zipfile
from pathlib import Path

import polars as pl
import pytest

from etl.__main__ import main
from etl.collect.manifest import COLUMNS
from etl.steps import expand_archives, read_collection
from tests.pipeline.workshop import ORIGINALS, Workshop
from tests.readers.made_documents import make_zip

GOLDEN = Path(__file__).parents[1] / "golden"
WATER = (GOLDEN / "tab_rows" / "source.txt").read_bytes()
MARKUP = (GOLDEN / "markup" / "source.txt").read_bytes()
SHEET = (GOLDEN / "form_saved_as_xlsx" / "source.xlsx").read_bytes()
SMALL = (ORIGINALS / "000_97151e70fad24f8b.txt").read_bytes()


def documents(workshop: Workshop) -> dict[str, dict[str, object]]:
    return {row["file_path"]: row for row in workshop.table("core_document").to_dicts()}


def lost_lines(said: str) -> dict[str, str]:
    """Path and reason of everything that the summary names as lost."""
    told = said.partition("未采用的文件：\n")[2].splitlines()
    return dict(line.strip().split("：", 1) for line in told if line.startswith("  "))


def test_each_member_is_an_original_of_its_own(workshop: Workshop) -> None:
    archive = make_zip({"甲/水务.txt": WATER, "表.xlsx": SHEET, "__MACOSX/._表.xlsx": b"x", "乙/": b""})
    (workshop.raw / "全部.zip").write_bytes(archive)
    code, said = workshop.build()
    assert (code, "压缩包：1 个。\n  全部.zip：压缩包，内有 2 份文件，逐份登记和读取。" in said) == (0, True)
    assert "文件：采用 2 份，未采用 0 份。" in said
    found = documents(workshop)
    assert sorted(found) == ["全部.zip", "全部.zip/甲/水务.txt", "全部.zip/表.xlsx"]
    member = found["全部.zip/甲/水务.txt"]
    assert (member["file_name"], member["sha256"]) == ("水务.txt", hashlib.sha256(WATER).hexdigest())
    assert member["document_id"] == hashlib.sha256(WATER).hexdigest()[:16]
    assert member["byte_count"] == len(WATER)
    assert (member["media_type"], member["reading_status"], member["form_count"]) == ("text/plain", "read", 1)
    assert (found["全部.zip"]["media_type"], found["全部.zip"]["reading_status"]) == ("application/zip", "expanded")
    lines = workshop.table("raw_document_line").filter(pl.col("document_id") == member["document_id"])
    assert lines["line_text"][0] == WATER.decode().splitlines()[0], "lines are counted in the member"
    assert workshop.run("check", "--published", str(workshop.published))[0] == 0


def test_an_unchanged_archive_is_read_no_more(workshop: Workshop) -> None:
    (workshop.raw / "a.zip").write_bytes(make_zip({"a.txt": WATER}))
    assert "新读 2 份" in workshop.build()[1]
    assert "新读 0 份，沿用上次 2 份" in workshop.build()[1]
    (workshop.raw / "a.zip").write_bytes(make_zip({"a.txt": WATER, "b.txt": MARKUP}))
    assert "新读 2 份，沿用上次 1 份" in workshop.build()[1], "the archive and what is new in it"


def test_the_same_form_inside_and_outside_counts_once(workshop: Workshop) -> None:
    (workshop.raw / "a.zip").write_bytes(make_zip({"x.txt": WATER, "y.txt": WATER}))
    (workshop.raw / "b.txt").write_bytes(WATER)
    code, said = workshop.build()
    assert code == 1
    assert lost_lines(said) == {
        "a.zip/x.txt": "内容与 b.txt 完全相同，只登记一次。",
        "a.zip/y.txt": "内容与 b.txt 完全相同，只登记一次。",
    }
    assert workshop.table("core_project").height == 1
    assert set(documents(workshop)) == {"a.zip", "b.txt"}
    repeated = workshop.table("audit_finding").filter(pl.col("rule_id") == "READ-duplicate_content")
    assert repeated["document_id"].to_list() == [hashlib.sha256(WATER).hexdigest()[:16]] * 2


def test_archives_in_archives_are_opened_to_the_limit(workshop: Workshop) -> None:
    innermost = make_zip({"太深.txt": MARKUP})
    inner = make_zip({"乙.txt": SMALL, "更深.zip": innermost})
    (workshop.raw / "外.zip").write_bytes(make_zip({"甲.txt": WATER, "内.zip": inner}))
    code, said = workshop.build()
    assert code == 1
    assert lost_lines(said) == {"外.zip/内.zip/更深.zip": "压缩包嵌套层次过深，没有读取。"}
    found = documents(workshop)
    assert found["外.zip/内.zip/乙.txt"]["form_count"] == 3
    assert found["外.zip/内.zip"]["reading_status"] == "expanded"


def test_the_limit_of_members_holds_for_an_archive_with_its_inner_ones(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expand_archives, "ARCHIVE_MEMBERS", 5)
    inner = [make_zip({f"{number}.txt": f"{name}{number}" for number in range(2)}) for name in "一二"]
    (workshop.raw / "外.zip").write_bytes(make_zip({"一.zip": inner[0], "二.zip": inner[1]}))
    lost = lost_lines(workshop.build("--accept-fewer-forms")[1])
    assert "这一层没有读取。" in lost.pop("外.zip/二.zip")
    assert sorted(lost) == ["外.zip/一.zip/0.txt", "外.zip/一.zip/1.txt"], "read, without a form"


def test_the_manifest_lists_the_archive_and_describes_its_members(workshop: Workshop) -> None:
    content = make_zip({"a.txt": WATER, "b.txt": MARKUP})
    (workshop.raw / "a.zip").write_bytes(content)
    digest, own = hashlib.sha256(content).hexdigest(), hashlib.sha256(MARKUP).hexdigest()
    rows = [
        f"a.zip,{digest},{len(content)},某市财政局,,2024-01-02,",
        f"a.zip/b.txt,{own},{len(MARKUP)},另一单位,,,",
    ]
    manifest = workshop.raw / "manifest.csv"
    manifest.write_text("\n".join([",".join(COLUMNS), *rows, ""]), "utf-8")
    before = manifest.read_text("utf-8")
    workshop.build()
    found = documents(workshop)
    assert [found[path]["publisher_name"] for path in ("a.zip/a.txt", "a.zip/b.txt")] == ["某市财政局", "另一单位"]
    assert manifest.read_text("utf-8") == before, "members get no rows of their own"


def zip_of(entries: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return packed.getvalue()


def entry(name: str, method: int = zipfile.ZIP_DEFLATED, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6))
    made.compress_type, made.create_system, made.external_attr = method, 3, mode << 16
    return made


def hostile_archive() -> bytes:
    """One good document among a bomb, an encrypted one, a link, escaping and doubled names, a strange method."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zip_of(
            [
                (entry("../../逃.txt"), MARKUP),
                (entry("/根.txt"), MARKUP),
                (entry("C:\\盘.txt"), MARKUP),
                (entry("翻\u202e转.txt"), MARKUP),
                (entry("同.txt"), MARKUP),
                (entry("同.txt"), SMALL),
                (entry("链.txt", mode=stat.S_IFLNK | 0o777), b"../../secret.txt"),
                (entry("管.txt", mode=stat.S_IFIFO | 0o644), b""),
                (entry("法.txt", method=zipfile.ZIP_BZIP2), MARKUP),
                (entry("密.txt"), b"secret" * 9),
                (entry("弹.txt"), bytes(8 << 20)),
                (entry("坏.txt", method=zipfile.ZIP_STORED), b"damaged here" * 9),
                (entry("好.txt"), WATER),
            ]
        )
    for signature, offset, length in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):  # mark one as encrypted
        at = content.index("密.txt".encode()) if length == 30 else content.rindex("密.txt".encode())
        start = content.rindex(signature, 0, at)
        flags = struct.unpack_from("<H", content, start + offset)[0] | 1
        content = content[: start + offset] + struct.pack("<H", flags) + content[start + offset + 2 :]
    return content.replace(b"damaged here", b"damaged hare", 1)


def test_what_is_hostile_costs_only_itself(workshop: Workshop) -> None:
    (workshop.raw / "混.zip").write_bytes(hostile_archive())
    (workshop.raw / "断.zip").write_bytes(make_zip({"a.txt": MARKUP})[:-9])
    (workshop.raw / "空.zip").write_bytes(make_zip({"夹/": b""}))
    code, said = workshop.build()
    lost = lost_lines(said)
    assert code == 1, said
    assert {path: reason.partition("，")[0] for path, reason in lost.items()} == {
        "断.zip": "压缩容器已损坏或不完整",
        "空.zip": "压缩包里没有能取出来的文件。",
        "混.zip/../../逃.txt": "压缩包内的文件名不安全",
        "混.zip//根.txt": "压缩包内的文件名不安全",
        "混.zip/C:/盘.txt": "压缩包内的文件名不安全",
        "混.zip/翻\\u202e转.txt": "压缩包内的文件名不安全",
        "混.zip/同.txt": "压缩包内有 2 个同名文件",
        "混.zip/链.txt": "压缩包内的这个文件是链接",
        "混.zip/管.txt": "压缩包内的这一项不是普通文件",
        "混.zip/法.txt": "文件内部用了少见的压缩方法",
        "混.zip/密.txt": "文件有密码",
        "混.zip/弹.txt": "文件内部解开后异常庞大",
        "混.zip/坏.txt": "文件内部的 坏.txt 已损坏或不完整。",
    }
    assert all(reason.endswith("。") for reason in lost.values())
    assert "压缩包，内有 13 份文件，其中 12 份取不出来，逐份登记和读取。" in said
    assert workshop.table("core_project").height == 1
    findings = workshop.table("audit_finding").filter(pl.col("rule_id") == "READ-member_not_read")
    assert set(findings["severity"]) == {"中"}
    assert findings.height == 12
    assert workshop.run("check", "--published", str(workshop.published))[0] == 0
    assert [path.name for path in workshop.raw.parent.rglob("*逃*")] == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_mark_are_read_in_chinese(workshop: Workshop, encoding: str) -> None:
    name = "绩效㐂.txt".encode(encoding)  # the last one is of four bytes in GB18030
    placeholder = b"_" * (len(name) - 4) + b".txt"
    content = make_zip({placeholder.decode(): WATER}).replace(placeholder, name)
    (workshop.raw / "a.zip").write_bytes(content)
    workshop.build()
    assert set(documents(workshop)) == {"a.zip", "a.zip/绩效㐂.txt"}


def test_an_archive_that_changes_while_it_is_read_is_not_taken(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workshop.raw / "a.zip"
    path.write_bytes(make_zip({"a.txt": WATER}))
    real = read_collection.expand_archives

    def expand_and_change(*arguments: object) -> object:
        inside = real(*arguments)  # type: ignore[arg-type]
        path.write_bytes(make_zip({"a.txt": MARKUP}))
        return inside

    monkeypatch.setattr(read_collection, "expand_archives", expand_and_change)
    assert lost_lines(workshop.build("--accept-fewer-forms")[1]) == {
        "a.zip/a.txt": "文件在登记之后被改动，没有采用，请重新运行。"
    }


def test_a_look_at_an_archive_gives_all_its_forms(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip({"甲.txt": WATER, "乙.txt": SMALL, "../丙.txt": MARKUP}))
    assert main(["read", str(path)]) == 0
    described = json.loads(capfdbinary.readouterr().out)
    assert len(described["tables"]) == 4
    assert [problem["code"] for problem in described["problems"]] == ["member_not_read"]


def test_the_same_path_of_two_folders_may_repeat_twice(workshop: Workshop, tmp_path: Path) -> None:
    for name in ("raw", "one", "two"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "a.txt").write_bytes(WATER)
    places = ("--published", str(workshop.published), "--cache", str(workshop.cache))
    code, said = workshop.run("build", *(str(tmp_path / name) for name in ("raw", "one", "two")), *places)
    assert (code, "未采用 2 份" in said) == (1, True), said
