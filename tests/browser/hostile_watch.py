"""What hostile texts did to a page, and the ways in which a reader touches everything on it.

Input: a page of the dashboard. Output: a `Watch` that counts scripts, requests, dialogs, refusals and complaints.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from tests.hostile_documents import FOREIGN, MARKER

OWN_HOSTS = {"127.0.0.1", "localhost", None}
REMEMBER_REFUSALS = """
window.refusals = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.refusals.push(event.violatedDirective + ' ' + event.blockedURI));
"""
MADE_BY_TEXTS = f"""
() => [...document.querySelectorAll([
  'iframe', 'object', 'embed', 'base', '.katex', 'details[ontoggle]', '[onerror]', '[onload]', 'a[href^="javascript:"]',
  '[src*="{FOREIGN}"]', '[href*="{FOREIGN}"]', '.js-plotly-plot text a', '.js-plotly-plot tspan[style*="bold"]',
  '.js-plotly-plot tspan[style*="font-size:70%"]',
].join(','))].map((element) => element.outerHTML.slice(0, 200))
"""
FIRST_ERROR_STATUS = 400
ASKED_BELOW_A_PAGE = ("/_stcore/health", "/_stcore/host-config")
HEADER_STEP, HEADER_Y, FIRST_ROW_Y = 160, 17, 49  # pixels in a table
FILTERS = ".st-key-filter_bar"
MOST_TOUCHED = 6  # of the points of a figure, the rows of a list


@dataclass
class Watch:
    """Everything that must not happen while a page is used, and how much of it was touched."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    scripts: int = 0
    touched: dict[str, int] = field(default_factory=dict)

    def start(self) -> None:
        """Begin to look; before the first address is opened."""
        self.page.add_init_script(REMEMBER_REFUSALS)
        self.page.on("request", lambda request: self.note_request(request.url))
        self.page.on("websocket", lambda socket: self.note_request(socket.url))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.page.on("console", lambda said: self.note_complaint(said.type, said.text))
        self.page.on("response", lambda answer: self.note_answer(answer.status, answer.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.context.on("page", self.note_tab)

    def stop(self) -> None:
        """Look no more at tabs that open: the next test's own is one."""
        self.page.context.remove_listener("page", self.note_tab)

    def note_tab(self, tab: Page) -> None:
        """Keep the address of a tab that a text opened."""
        self.foreign.append(f"opened {tab.url}")

    def note_request(self, address: str) -> None:
        """Keep an address of another host."""
        if urlsplit(address).hostname not in OWN_HOSTS:
            self.foreign.append(address)

    def note_complaint(self, kind: str, text: str) -> None:
        """Keep what the console calls an error; a failed request is told by its answer, with its address."""
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.complaints.append(text)

    def note_answer(self, status: int, address: str) -> None:
        """Keep a refused or failed request; Streamlit first asks below the page's own address, where nothing is."""
        if status >= FIRST_ERROR_STATUS and not urlsplit(address).path.endswith(ASKED_BELOW_A_PAGE):
            self.complaints.append(f"{status} {address}")

    def look(self) -> None:
        """Take stock of the page as it is now; before it is left."""
        self.scripts += bool(self.page.evaluate(f"() => Boolean(window.{MARKER})"))
        self.refusals += self.page.evaluate("() => window.refusals")
        self.page.evaluate("() => { window.refusals = [] }")
        self.made += self.page.evaluate(MADE_BY_TEXTS)

    def count(self, what: str) -> None:
        """One more of these was used."""
        self.touched[what] = self.touched.get(what, 0) + 1

    def use_everything(self, settle: Callable[[Page], None]) -> None:
        """Open every tab, fold, list and hover of the page that is open; the filters, alike on all, once."""
        self.hover_figures()
        self.hover_tables()
        for tab in self.page.locator("[data-testid=stTab]").all():
            tab.click()
            settle(self.page)
            self.count("tab")
            self.hover_figures()
            self.hover_tables()
            self.look()
        for fold in self.page.locator("[data-testid=stExpander] summary").all():
            fold.click()
            settle(self.page)
            self.count("fold")
        filters = set() if "filters" in self.touched else {FILTERS}
        self.count("filters")
        for box in (
            "[data-testid=stMain] [data-testid=stSelectbox]",
            "[data-testid=stMain] [data-testid=stMultiSelect]",
        ):
            for chooser in self.page.locator(box).all():
                is_filter = bool(chooser.evaluate(f"(element) => element.closest('{FILTERS}') !== null"))
                if chooser.is_visible() and (filters or not is_filter):
                    self.open_list(chooser)
        self.look()

    def open_list(self, chooser: Locator) -> None:
        """Open the options of a chooser and close them."""
        chooser.locator("input").first.click()
        self.page.wait_for_timeout(150)
        self.count("list")
        self.look()
        self.page.keyboard.press("Escape")

    def hover_figures(self) -> None:
        """Point at some marks of every figure, at its labels, and take the hover texts."""
        for plot in self.page.locator(".js-plotly-plot").all():
            if not plot.is_visible():
                continue
            plot.scroll_into_view_if_needed()
            for mark in plot.locator(".point path, path.point, .ytick text, .legendtext").all()[:MOST_TOUCHED]:
                box = mark.bounding_box()
                if box:
                    self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
                    self.page.wait_for_timeout(60)
                    self.count("mark")
            self.made += self.page.evaluate(MADE_BY_TEXTS)

    def hover_tables(self) -> None:
        """Point at the headers of every table, some of which explain themselves, and open one cell of each."""
        for table in self.page.locator("[data-testid=stDataFrame]").all():
            if not table.is_visible():
                continue
            table.scroll_into_view_if_needed()
            box = table.bounding_box()
            if box is None:
                continue
            for x in range(int(box["width"]) - HEADER_STEP, HEADER_STEP, -HEADER_STEP):
                self.page.mouse.move(box["x"] + x, box["y"] + HEADER_Y)
                self.page.wait_for_timeout(60)
            self.page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + FIRST_ROW_Y)
            self.page.wait_for_timeout(100)
            self.made += self.page.evaluate(MADE_BY_TEXTS)
            self.page.keyboard.press("Escape")
            self.count("table")
