"""The browser and the Chinese font that the browser tests need: found, installed where possible, or named as missing.

Output: the path of a Chromium that really starts (a stub that only asks for a snap does not count), or None.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from setup.terminal import answers, call, install_system_packages, say

PATH_VARIABLE = "JIXIAO_CHROMIUM"
ON_PATH = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
)
PLAYWRIGHT_ASKED = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as started: print(started.chromium.executable_path)"
)
HOW_TO_INSTALL = "Debian: sudo apt-get install chromium fonts-noto-cjk; others: python -m playwright install chromium"


def find_chromium() -> str | None:
    """The path of a Chromium of this machine that starts, None where there is none.

    JIXIAO_CHROMIUM names one outright; then the usual names on PATH, the usual places, and playwright's own.
    """
    named = os.environ.get(PATH_VARIABLE)
    if named:
        return named
    places = [place for name in ON_PATH for place in [shutil.which(name)] if place]
    places += [expanded for place in ELSEWHERE for expanded in [expand(place)] if Path(expanded).is_file()]
    for place in places:
        if starts(place):
            return place
    own = answers([sys.executable, "-c", PLAYWRIGHT_ASKED])
    return own if own and Path(own).is_file() else None


def expand(place: str) -> str:
    """A place with its {variables} filled from the environment; an unset one leaves a path that does not exist."""
    for name in ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"):
        place = place.replace("{" + name + "}", os.environ.get(name, "/nowhere"))
    return place


def starts(browser: str) -> bool:
    """Whether the browser answers with its version. On Windows it never does, and being there is enough."""
    return os.name == "nt" or answers([browser, "--version"]) is not None


def has_chinese_font() -> bool:
    """Whether text in Chinese will show as characters; Windows and macOS bring their own fonts."""
    if not sys.platform.startswith("linux"):
        return True
    listed = answers(["fc-list", ":lang=zh-cn", "family"])
    if listed is not None:
        return bool(listed)
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


def is_debian_itself() -> bool:
    """Whether apt-get's `chromium` is the browser; Ubuntu's package is only a stub for a snap."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return "ID=debian" in lines


def prepare_browser(python: str) -> str | None:
    """The Chromium for the browser tests after installing what can be; what stays missing is said in one line."""
    browser = find_chromium()
    missing = [] if browser or not is_debian_itself() else ["chromium"]
    missing += [] if has_chinese_font() else ["fonts-noto-cjk"]
    if missing:
        install_system_packages(missing)
        browser = browser or find_chromium()
    if browser is None:
        say("fetching playwright's own Chromium")
        call([python, "-m", "playwright", "install", "chromium"])
        own = answers([python, "-c", PLAYWRIGHT_ASKED])
        browser = own if own and Path(own).is_file() and starts(own) else None
    if browser is None:
        say("MISSING: no Chromium could be found or installed, so the browser tests will not run. " + HOW_TO_INSTALL)
    else:
        say(f"browser tests use {browser}")
    if not has_chinese_font():
        say("MISSING: no Chinese font; pages in the browser tests will show boxes. sudo apt-get install fonts-noto-cjk")
    return browser
