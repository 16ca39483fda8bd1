"""Pictures of pages through whole builds: carried, shared, healed, removed with the last build that names them."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import etl.settings
from etl.publish.picture_store import picture_path
from etl.steps import draw_pictures
from etl.steps.draw_document import DrawTask
from tests.pipeline.workshop import PublishedOnce, Workshop

GOLDEN = Path(__file__).parents[1] / "golden"
ONE_PAGE, THREE_PAGES = "form_saved_as_pdf", "pdf_rows_torn_by_page_breaks"


def add_case(workshop: Workshop, case: str) -> Path:
    return Path(shutil.copy(GOLDEN / case / "source.pdf", workshop.raw / f"{case}.pdf"))


@pytest.fixture
def built(workshop: Workshop, published_once: PublishedOnce) -> Workshop:
    """A place where the form of one page has been built."""
    published_once.give(workshop, GOLDEN / ONE_PAGE / "source.pdf")
    return workshop


def pictures(workshop: Workshop) -> set[str]:
    return {path.stem for path in (workshop.published / "pictures").rglob("*.png")}


def test_a_build_carries_a_picture_of_every_page_with_a_box_and_the_next_build_shares_it(workshop: Workshop) -> None:
    add_case(workshop, THREE_PAGES)
    assert workshop.build()[0] == 0
    pages = workshop.table("raw_page_picture")
    assert pages["page_no"].to_list() == [1, 2, 3]
    assert set(pages["picture_sha256"]) == pictures(workshop)
    assert set(workshop.table("raw_field_box")["page_no"]) == {1, 2, 3}
    written = {path: path.stat().st_mtime_ns for path in (workshop.published / "pictures").rglob("*.png")}
    add_case(workshop, ONE_PAGE)
    code, said = workshop.build()
    assert code == 0 and "页面图 1/1" in said, "only the new document is drawn"
    assert len(pictures(workshop)) == 4
    assert {path: path.stat().st_mtime_ns for path in written} == written
    assert workshop.run("check", "--published", str(workshop.published))[0] == 0


def test_the_same_originals_give_the_same_pictures_without_the_cache(built: Workshop) -> None:
    first, record = pictures(built), built.table("meta_build")["build_id"][0]
    shutil.rmtree(built.published)
    shutil.rmtree(built.cache)
    built.build("--workers", "1")
    assert (pictures(built), built.table("meta_build")["build_id"][0]) == (first, record)


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_lost_picture_is_a_fault_and_the_next_build_draws_it_again(built: Workshop, damage: str) -> None:
    (sha256,) = pictures(built)
    picture = picture_path(built.published, sha256)
    picture.unlink() if damage == "gone" else picture.write_bytes(picture.read_bytes()[:-1])
    code, said = built.run("check", "--published", str(built.published))
    assert code != 0 and f"页面图 {sha256[:12]}… 缺失或已损坏。" in said
    assert built.build()[0] == 0
    assert built.run("check", "--published", str(built.published))[0] == 0


def test_pictures_go_with_the_last_build_that_names_them(built: Workshop) -> None:
    (lost,) = pictures(built)
    (built.raw / f"{ONE_PAGE}.pdf").unlink()
    add_case(built, THREE_PAGES)
    built.build("--keep", "2", "--accept-fewer-forms")
    assert lost in pictures(built), "the build before this one still shows it"
    (built.raw / "regulation.txt").write_text("# 办法\n\n第一条 为加强支出管理，制定本办法。\n", "utf-8")
    built.build("--keep", "1", "--accept-fewer-forms")
    assert lost not in pictures(built)
    assert len(pictures(built)) == 3


def give_up(_: DrawTask) -> bytes:
    """What drawing a page beyond all memory does; runs in a child process."""
    raise MemoryError


def test_a_long_document_is_drawn_piece_by_piece(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = etl.settings.load_settings()
    by_two = replace(settings, pictures=replace(settings.pictures, pages_at_once=2))
    monkeypatch.setattr(etl.settings, "load_settings", lambda: by_two)
    add_case(workshop, THREE_PAGES)
    assert "页面图 2/2" in workshop.build()[1]
    assert set(workshop.table("raw_page_picture")["picture_sha256"]) == pictures(workshop)
    assert len(pictures(workshop)) == 3
    again = workshop.build("--published", str(workshop.raw.parent / "other"))[1]
    assert "页面图 2/2" in again, "each piece is known by its own pages, but the other folder has no picture yet"


def test_a_page_that_cannot_be_drawn_costs_its_picture_alone(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draw_pictures, "draw_task", give_up)
    add_case(workshop, ONE_PAGE)
    assert workshop.build()[0] == 0
    assert workshop.table("raw_page_picture").select("page_no", "picture_sha256").rows() == [(1, None)]
    assert workshop.table("core_project").height == 1
    assert workshop.run("check", "--published", str(workshop.published))[0] == 0


def test_a_text_file_has_no_pictures(workshop: Workshop) -> None:
    workshop.add("000_97151e70fad24f8b.txt")
    workshop.build()
    assert workshop.table("raw_page_picture").height == 0
    assert not (workshop.published / "pictures").exists()


def test_nothing_is_drawn_onto_a_disk_without_room(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    add_case(workshop, THREE_PAGES)
    spare = etl.settings.load_settings().publish.spare_bytes
    room = spare + 3 * draw_pictures.BYTES_OF_A_PICTURE
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=room - 1))
    code, said = workshop.build()
    assert (code, "磁盘空间不够" in said) == (2, True)
    assert not pictures(workshop)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=room))
    assert workshop.build()[0] == 0
    assert len(pictures(workshop)) == 3
