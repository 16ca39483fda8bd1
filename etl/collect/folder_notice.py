"""What must be said of everything that comes out of a folder of originals, written there as `build_notice.txt`.

Input: folders. Output: one sentence for the build, shown on every page and in every file. Stage `collect`. Made-up
originals carry one, so that nobody takes them for real.
"""

from pathlib import Path

from etl.collect.manifest import ManifestError

NOTICE_NAME = "build_notice.txt"
MOST_CHARACTERS = 80
MOST_BYTES = 1_000  # more is not even read


class NoticeError(ManifestError):
    """A notice that cannot be shown; the message says what is wrong with it, in Chinese."""


def load_notice(folders: list[Path]) -> str | None:
    """The notices of the folders, each once; None where no folder has one.

    Raises NoticeError on a notice that is blank, longer than a line on a page, or not UTF-8.
    """
    notices = [_read(folder / NOTICE_NAME) for folder in folders if (folder / NOTICE_NAME).is_file()]
    return "；".join(dict.fromkeys(notices)) or None


def _read(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NoticeError(f"{path} 应是一行不超过 {MOST_CHARACTERS} 个字的说明。")
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise NoticeError(f"{path} 不是 UTF-8 文本，请改存为 UTF-8。") from error
    if not text or "\n" in text or len(text) > MOST_CHARACTERS:
        raise NoticeError(f"{path} 应是一行不超过 {MOST_CHARACTERS} 个字的说明。")
    return text
