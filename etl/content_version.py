"""Versions that no one has to remember to raise: fingerprints of the source files and libraries that decide a result.

Input: the files of the `etl` folder. Output: short hexadecimal versions. Used by pipeline.py.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ETL_FOLDER = Path(__file__).parent
SOURCE_SUFFIXES = frozenset({".py", ".sql", ".toml", ".csv"})
VERSION_LENGTH = 12
CORRECTIONS = "corrections"
# What decides how one document is read; a change in any of these reads every document anew.
READING_PARTS: tuple[str, ...] = ("readers", "parse", "normalise", "templates", "reference", "schema", "privacy")
READING_PARTS += (
    "records.py",
    "findings.py",
    "document_rows.py",
    "steps/read_document.py",
    "steps/list_archive.py",
    "steps/load_original.py",
    "corrections/apply_corrections.py",
)
# Libraries that decide what is read.
READING_LIBRARIES = ("lxml", "pdfminer.six", "pdfplumber", "pillow", "pypdfium2", "rapidfuzz", "xlrd")
# Libraries that decide what is read where they are installed: with them, scans are read.
OPTIONAL_LIBRARIES = ("onnxruntime", "opencv-python-headless", "rapidocr")
# Libraries that decide the bytes of a build.
BUILD_LIBRARIES = ("duckdb", "polars", "pyarrow", "rapidfuzz")


def reader_version(folder: Path = ETL_FOLDER) -> str:
    """The fingerprint of everything that decides how one document is read, the libraries of the formats included."""
    files = (path for part in READING_PARTS for path in source_files(folder / part))
    return fingerprint_files(folder, files, library_versions(READING_LIBRARIES) + optional_versions())


def code_version(folder: Path = ETL_FOLDER) -> str:
    """The fingerprint of the whole ETL and of the libraries that decide the bytes of a build."""
    return fingerprint_files(
        folder, source_files(folder), library_versions(BUILD_LIBRARIES + READING_LIBRARIES) + optional_versions()
    )


def library_versions(names: Iterable[str]) -> str:
    """The installed versions of libraries as one text."""
    return ",".join(f"{name}=={installed_version(name)}" for name in names)


@cache
def installed_version(name: str) -> str:
    """The version of an installed library; it stays while a process runs. Raises PackageNotFoundError."""
    return version(name)


def optional_versions() -> str:
    """The versions of the optional libraries that are installed; "" where none is."""
    installed = []
    for name in OPTIONAL_LIBRARIES:
        with suppress(PackageNotFoundError):
            installed.append(f",{name}=={installed_version(name)}")
    return "".join(installed)


def source_files(part: Path) -> Iterable[Path]:
    """The source and reference files of a folder, or the file itself; declared corrections are inputs, not source."""
    if part.is_dir():
        found = (path for path in part.rglob("*") if path.suffix in SOURCE_SUFFIXES and path.is_file())
        return (path for path in found if not (path.parent.name == CORRECTIONS and path.suffix == ".toml"))
    return [part] if part.exists() else []


def fingerprint_files(folder: Path, files: Iterable[Path], beginning: str = "") -> str:
    """The first hex digits of the SHA-256 over the names and contents of files, in the order of their names."""
    digest = hashlib.sha256(beginning.encode())
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:VERSION_LENGTH]
