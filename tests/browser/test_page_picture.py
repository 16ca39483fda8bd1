"""The framed value on the picture of its page, in a real browser: right pixels, in view, near and whole."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.patient_reading import reading_that_holds

Open = Callable[[str], Page]
Settle = Callable[[Page], None]
Box = dict[str, float]
Edges = dict[str, Box]
EDGES = """
(view) => Object.fromEntries(Object.entries({
  view: view, img: view.querySelector('img'), frame: view.querySelector('.frame'),
}).map(([name, one]) => [name, one.getBoundingClientRect().toJSON()]))
"""
IS_DRAWN = """
() => {
  const image = document.querySelector('.page-view img');
  return Boolean(image?.complete && image.naturalWidth) && image.decode().then(() => true, () => false);
}
"""
STANDS_STILL = """
() => new Promise((tell) => {
  const place = () => {
    const box = document.querySelector('.page-view .frame')?.getBoundingClientRect();
    return box ? `${box.left} ${box.top} ${box.width} ${box.height}` : 'none';
  };
  let last = place(), since = performance.now();
  const look = () => {
    const now = place();
    if (now !== last) { last = now; since = performance.now(); }
    if (performance.now() - since > 300) tell(true); else requestAnimationFrame(look);
  };
  look();
})
"""
ONE_PIXEL = 1.5
BORDER = 2  # pixels of the frame itself
DARK = 150  # of 255: print on the yellow of the frame, whose own shade is above 200


@pytest.fixture(scope="session")
def boxes(published_folder: Path) -> pl.DataFrame:
    """Every framed place of the form that has one page, and of the one that has three."""
    (file,) = published_folder.rglob("raw_field_box.parquet")
    return pl.read_parquet(file).sort("project_id", "section_code", "row_no", "field_name")


def address_of(box: dict[str, object]) -> str:
    row = f"&row={box['row_no']}" if box["row_no"] is not None else ""
    return f"/project?id={box['project_id']}&section={box['section_code']}{row}&field={box['field_name']}"


def edges(page: Page) -> Edges:
    """Where the view, its picture and its frame are on the screen, at one moment: the page may still settle."""
    found: Edges = page.locator(".page-view").evaluate(EDGES)
    return found


def is_whole(now: Edges) -> bool:
    """Whether the whole picture is in the view."""
    return now["img"]["width"] <= now["view"]["width"] and now["img"]["height"] <= now["view"]["height"] + 1


def left_line(page: Page) -> list[tuple[int, ...]]:
    """The pixels across the frame's left line at its middle: it may stand between two pixels of the screen."""
    frame = page.locator(".page-view .frame")
    with Image.open(io.BytesIO(frame.screenshot())) as shot:
        pixels = shot.convert("RGB").crop((0, shot.height // 2, BORDER + 1, shot.height // 2 + 1))
    return [tuple(pixels.getpixel((x, 0)) or ()) for x in range(pixels.width)]


def is_red(pixels: list[tuple[int, ...]]) -> bool:
    return any(red > 180 and max(others) < 90 for red, *others in pixels)


def wait_until_still(page: Page) -> None:
    """Until the picture is drawn and its frame has stood still for a while: the view snaps to it while it settles."""
    page.wait_for_function(IS_DRAWN)
    page.wait_for_function(STANDS_STILL)


def check_frame(page: Page, box: Box) -> None:
    """The frame surrounds the cell closely and is seen whole."""
    wait_until_still(page)
    now = edges(page)
    view, frame, sheet = now["view"], now["frame"], now["img"]
    gaps = [
        sheet["left"] + sheet["width"] * box["box_left"] - frame["left"],
        sheet["top"] + sheet["height"] * box["box_top"] - frame["top"],
        frame["right"] - sheet["left"] - sheet["width"] * box["box_right"],
        frame["bottom"] - sheet["top"] - sheet["height"] * box["box_bottom"],
    ]
    assert all(-ONE_PIXEL <= gap <= 8 for gap in gaps), gaps
    assert view["left"] - 1 <= frame["left"] and frame["right"] <= view["right"] + 1
    assert view["top"] - 1 <= frame["top"] and frame["bottom"] <= view["bottom"] + 1


def ink_inside(page: Page) -> int:
    """How many dark pixels there are inside the frame."""
    frame = page.locator(".page-view .frame")
    frame.scroll_into_view_if_needed()
    wait_until_still(page)
    with Image.open(io.BytesIO(frame.screenshot())) as shot:
        inner = shot.convert("L").crop((BORDER * 2, BORDER * 2, shot.width - BORDER * 2, shot.height - BORDER * 2))
    return sum(inner.histogram()[:DARK])


@pytest.mark.parametrize("size", [(1440, 1000), (1024, 768)], ids=["wide", "narrow"])
@pytest.mark.parametrize("field_name", ["completion", "score", "project_name"])
def test_the_view_opens_at_the_frame(
    open_address: Open, page: Page, boxes: pl.DataFrame, size: tuple[int, int], field_name: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    box = boxes.filter(pl.col("field_name") == field_name).row(-1, named=True)
    open_address(address_of(box))
    expect(page.locator(".page-view .frame")).to_have_count(1)
    check_frame(page, box)
    assert reading_that_holds(page, lambda: ink_inside(page), lambda ink: ink > 5) > 5, "the frame holds print"
    assert page.locator("body").evaluate("one => one.scrollWidth") <= size[0], "nothing is pushed off the window"


def test_the_reader_may_scroll_away_and_see_the_whole_page(
    open_address: Open, settle: Settle, boxes: pl.DataFrame
) -> None:
    box = boxes.filter(pl.col("field_name") == "score").row(-1, named=True)
    page = open_address(address_of(box))
    view = page.locator(".page-view")
    wait_until_still(page)
    assert view.evaluate("one => one.scrollTop") > 0, "the view is at the frame"
    view.evaluate("one => one.scrollTo(0, 0)")
    wait_until_still(page)
    assert view.evaluate("one => one.scrollTop") == 0
    page.get_by_text("整页", exact=True).click()
    settle(page)
    now = reading_that_holds(page, lambda: edges(page), is_whole)
    assert is_whole(now), now
    check_frame(page, box)


def test_the_page_of_the_value_is_shown_first_and_another_value_moves_the_frame(
    open_address: Open, settle: Settle, boxes: pl.DataFrame
) -> None:
    on_second = boxes.filter((pl.col("page_no") == 2) & (pl.col("field_name") == "level3"))
    first, second = on_second.row(0, named=True), on_second.row(1, named=True)
    page = open_address(address_of(first))
    image = page.locator(".page-view img")
    expect(image).to_have_attribute("alt", re.compile("第 2 页的图像"))
    check_frame(page, first)
    open_address(address_of(second))
    expect(page.locator(".page-view .frame")).to_have_count(1)
    check_frame(page, second)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_frame_stands_out_in_both_themes(open_address: Open, page: Page, boxes: pl.DataFrame, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_address(address_of(boxes.filter(pl.col("field_name") == "score").row(-1, named=True)))
    page.locator(".page-view .frame").scroll_into_view_if_needed()
    wait_until_still(page)
    pixels = reading_that_holds(page, lambda: left_line(page), is_red)
    assert is_red(pixels), f"a red line on white paper, not {pixels}"
