"""Whether text can be recognised here: the packages of requirements-ocr.txt are an optional extra.

Input: nothing, or how many pages would have to be recognised. Output: errors of findings.py. Stage `readers`. Nothing
of the extra is imported here.
"""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from etl.findings import MissingToolError, OcrNeededError, OcrRefusedError

PACKAGES = ("numpy", "onnxruntime", "opencv-python-headless", "rapidocr")
TO_INSTALL = (
    "这是扫描件或图片，要安装 OCR 组件才能读取：在项目文件夹运行 make ocr（或 python3 -m setup ocr），再重新生成即可。"
)


@cache
def is_installed() -> bool:
    """Whether the optional packages are there."""
    try:
        return all(version(name) for name in PACKAGES)
    except PackageNotFoundError:
        return False


def allow_pages(count: int, most_pages: int) -> None:
    """Refuse pages that cannot be recognised here and now.

    Raises MissingToolError where the extra is not installed, OcrNeededError where this process may recognise none,
    OcrRefusedError where there are more than any may.
    """
    if not is_installed():
        raise MissingToolError("needs_ocr", TO_INSTALL)
    if most_pages == 0:
        raise OcrNeededError("ocr_later", "扫描件和图片另行识别。")
    if count > most_pages:
        raise OcrRefusedError("too_many_scanned_pages", f"扫描页有 {count} 页，超过 {most_pages} 页的上限，没有读取。")
