"""What collect registers, leaves out and writes into the manifest."""

import hashlib
import os
from pathlib import Path

import pytest

from etl.collect.find_documents import find_documents
from etl.collect.manifest import COLUMNS, MANIFEST_NAME, ManifestError, append_missing_rows
from etl.collect.media_type import guess_media_type

HEADER = ",".join(COLUMNS) + "\n"


def write_file(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def test_documents_are_sorted_and_fingerprinted(tmp_path: Path) -> None:
    write_file(tmp_path / "b.txt", "乙".encode())
    digest = write_file(tmp_path / "a" / "z.txt", "甲".encode())
    write_file(tmp_path / ".hidden", b"x")
    write_file(tmp_path / ".folder" / "c.txt", b"x")
    write_file(tmp_path / MANIFEST_NAME, HEADER.encode())
    collection = find_documents([tmp_path])
    assert [document.file_path for document in collection.documents] == ["a/z.txt", "b.txt"]
    first = collection.documents[0]
    assert (first.sha256, first.byte_count, first.document_id) == (digest, 3, digest[:16])
    assert collection.left_out == []


def test_same_content_is_registered_once(tmp_path: Path) -> None:
    digest = write_file(tmp_path / "a.txt", b"same")
    write_file(tmp_path / "b.txt", b"same")
    collection = find_documents([tmp_path])
    assert [document.file_path for document in collection.documents] == ["a.txt"]
    (left,) = collection.left_out
    assert (left.file_path, left.set_aside.code, left.document_id) == ("b.txt", "duplicate_content", digest[:16])
    assert "a.txt" in left.set_aside.reason


def test_links_out_of_the_folder_and_special_files_are_left_out(tmp_path: Path) -> None:
    outside, raw = tmp_path / "outside.txt", tmp_path / "raw"
    write_file(outside, b"secret")
    write_file(raw / "real.txt", b"real")
    (raw / "out.txt").symlink_to(outside)
    (raw / "folder").symlink_to(tmp_path)
    (raw / "broken.txt").symlink_to(raw / "nowhere")
    (raw / "circle.txt").symlink_to(raw / "circle.txt")
    os.mkfifo(raw / "pipe.txt")
    collection = find_documents([raw])
    assert [document.file_path for document in collection.documents] == ["real.txt"]
    assert {left.file_path: left.set_aside.code for left in collection.left_out} == {
        "broken.txt": "not_accessible",
        "circle.txt": "not_accessible",
        "folder": "link_outside",
        "out.txt": "link_outside",
        "pipe.txt": "not_a_file",
    }


def test_name_that_is_no_utf8_is_written_as_escapes(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd6\xd0.txt")).write_bytes(b"gbk name")
    assert find_documents([tmp_path]).documents[0].file_path == "\\xd6\\xd0.txt"


def test_description_belongs_to_path_and_content(tmp_path: Path) -> None:
    digest = write_file(tmp_path / "a.txt", b"one")
    manifest = HEADER + f"a.txt,{digest},3,某市财政局,https://example.org/a,2024-05-01,\n"
    write_file(tmp_path / MANIFEST_NAME, manifest.encode())
    document = find_documents([tmp_path]).documents[0]
    assert (document.publisher_name, document.source_url, document.collected_date) == (
        "某市财政局",
        "https://example.org/a",
        "2024-05-01",
    )
    write_file(tmp_path / "a.txt", b"two")
    assert find_documents([tmp_path]).documents[0].publisher_name is None


def test_missing_rows_are_appended_and_written_ones_kept(tmp_path: Path) -> None:
    digest = write_file(tmp_path / "b.txt", b"b")
    other = write_file(tmp_path / "a.txt", b"a")
    by_hand = f'b.txt,{digest},1,"某局, 某处",,,手写说明\n'
    write_file(tmp_path / MANIFEST_NAME, (HEADER + by_hand).encode())
    documents = find_documents([tmp_path]).documents
    assert append_missing_rows(tmp_path, documents) == 1
    assert (tmp_path / MANIFEST_NAME).read_text("utf-8") == HEADER + f"a.txt,{other},1,,,,\n" + by_hand
    assert append_missing_rows(tmp_path, documents) == 0


def test_folder_without_manifest_is_not_written_to(tmp_path: Path) -> None:
    write_file(tmp_path / "a.txt", b"a")
    assert append_missing_rows(tmp_path, find_documents([tmp_path]).documents) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"file_path,sha256\na,b\n", (HEADER + "a.txt,1,2\n").encode(), (HEADER + '"a').encode()],
    ids=["not utf-8", "other columns", "short row", "open quote"],
)
def test_manifest_that_cannot_be_used_stops(tmp_path: Path, content: bytes) -> None:
    write_file(tmp_path / MANIFEST_NAME, content)
    with pytest.raises(ManifestError):
        find_documents([tmp_path])


def test_folder_that_does_not_exist_stops(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        find_documents([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "text/html"),
        ("项目名称".encode(), "text/plain"),
        ("项目".encode("utf-16"), "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"", "text/plain"),
    ],
)
def test_media_type_comes_from_the_bytes(head: bytes, media_type: str) -> None:
    assert guess_media_type(head) == media_type


def test_a_folder_may_say_what_must_be_said_of_everything_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲")
    assert find_documents([tmp_path]).notice_text is None
    notice = tmp_path / "build_notice.txt"
    notice.write_text("\ufeff合成数据。\n", "utf-8")
    found = find_documents([tmp_path, tmp_path])
    assert found.notice_text == "合成数据。"
    assert [document.file_name for document in found.documents] == ["a.txt"]
    for faulty in (b"", b"\xff\xfe", "两行\n说明".encode(), b"x" * 81, b" " * 2_000 + b"x"):
        notice.write_bytes(faulty)
        with pytest.raises(ManifestError, match="build_notice"):
            find_documents([tmp_path])
