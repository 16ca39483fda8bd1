"""The picture of the page: verified bytes, frames where the boxes are, escaped words, one sentence if missing."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.queries.build_folder import PUBLISHED_VARIABLE
from pages.queries.build_pointer import committed_builds
from pages.queries.page_picture import MOST_BYTES, load_page_picture
from pages.queries.published_db import close_builds, fetch_rows
from pages.widgets.page_view import NO_PICTURE, page_html
from tests.pages.conftest import load_rows, write_build

PICTURE = b"\x89PNG two greys"
SHA256 = hashlib.sha256(PICTURE).hexdigest()
PAGE = {"page_no": 2, "width_pixels": 910, "height_pixels": 1287, "picture_sha256": SHA256}
BOX = {"box_left": 0.25, "box_top": 0.5, "box_right": 0.5, "box_bottom": 0.75, "page_no": 2}
PAGES = [{"document_id": "p1", "turn_degrees": 0, **PAGE, "page_no": number} for number in (1, 2, 3)]
KEY = {"document_id": "p1", "project_id": "p1-01", "section_code": "fund", "row_no": 1, "field_name": "executed"}


@pytest.fixture()
def drawn(tmp_path: Path) -> Iterator[Path]:
    """The small build with one field in two places of a drawn original, and the picture of its pages."""
    rows = load_rows()
    rows["raw_page_picture"] = PAGES
    rows["raw_field_box"] = [
        {**KEY, **BOX, "piece_no": 1},
        {**KEY, **BOX, "piece_no": 2, "page_no": 3},
        {**KEY, **BOX, "row_no": 2, "piece_no": 1, "box_left": 0.0},
    ]
    write_build(tmp_path, 1, rows)
    file = tmp_path / "pictures" / SHA256[:2] / f"{SHA256}.png"
    file.parent.mkdir(parents=True)
    file.write_bytes(PICTURE)
    os.environ[PUBLISHED_VARIABLE] = str(tmp_path)  # the fixture of every test puts it back
    yield file
    close_builds()


def run_page(**address: str) -> AppTest:
    app = AppTest.from_file(str(Path("app.py").absolute()), default_timeout=300)
    app.switch_page("pages/project.py")
    for key, value in {"id": "p1-01", "section": "fund", "row": "1", "field": "executed", **address}.items():
        app.query_params[key] = value
    return app.run()


def views(app: AppTest) -> list[str]:
    return [block.body for block in app.get("html") if "page-view" in block.body and "<style" not in block.body]


def test_only_the_bytes_that_the_build_vouches_for_are_shown(drawn: Path) -> None:
    (build,) = committed_builds().builds
    assert load_page_picture(build, SHA256) == PICTURE
    assert load_page_picture(build, None) is None
    assert load_page_picture(build, f"../{SHA256}") is None
    drawn.write_bytes(PICTURE + b" ")
    assert load_page_picture(build, SHA256) is None
    large = bytes(MOST_BYTES + 1)
    drawn.write_bytes(large)
    assert load_page_picture(build, hashlib.sha256(large).hexdigest()) is None
    drawn.unlink()
    assert load_page_picture(build, SHA256) is None


def test_boxes_are_those_of_the_one_field(drawn: Path) -> None:
    asked = {"id": "p1-01", "section": "fund", "row": 1, "field": "executed"}
    assert [box["page_no"] for box in fetch_rows("field_boxes", asked)] == [2, 3]
    assert fetch_rows("field_boxes", {**asked, "row": None}) == []
    assert [page["page_no"] for page in fetch_rows("form_pages", {"id": "p1-01"})] == [2, 3], "page 1 holds no value"


def test_frames_stand_around_their_boxes_and_words_are_escaped() -> None:
    html = page_html(PICTURE, PAGE, [BOX, {**BOX, "box_left": 0.0, "box_top": 0.0}], '"><script>甲', is_near=True)
    frames = re.findall(r'class="frame" style="left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%;height:([\d.]+)%"', html)
    assert [tuple(map(float, frame)) for frame in frames] == [(24.6, 49.6, 25.8, 25.8), (0.0, 0.0, 50.4, 75.4)]
    assert "aspect-ratio:910/1287" in html
    assert "<script" not in html and 'alt="&quot;&gt;&lt;script&gt;甲"' in html


def test_the_page_opens_where_the_value_is_and_offers_the_others(drawn: Path) -> None:
    app = run_page()
    (chooser,) = [box for box in app.selectbox if box.label == "页"]
    assert chooser.options == ["第 2 页（有框）", "第 3 页（有框）"] and chooser.value == 2
    (view,) = views(app)
    assert 'class="page-view near"' in view and view.count('class="frame"') == 1
    assert "第 2 页的图像，框内为“资金第 1 行　全年执行数”：5.000005" in view
    (view,) = views(chooser.select(3).run())
    assert "第 3 页的图像" in view


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_missing_picture_is_one_sentence_and_the_text_stays(drawn: Path, damage: str) -> None:
    drawn.unlink() if damage == "gone" else drawn.write_bytes(b"")
    app = run_page()
    assert not app.exception and views(app) == []
    assert NO_PICTURE in [caption.value for caption in app.caption]
    assert any("source-lines" in block.body for block in app.get("html"))


def test_a_value_without_a_box_has_its_text_alone(drawn: Path) -> None:
    app = run_page(section="indicator", field="level3")
    assert not app.exception and views(app) == []
    assert NO_PICTURE not in [caption.value for caption in app.caption]
    assert any("source-lines" in block.body for block in app.get("html"))
