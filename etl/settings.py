"""The settings of `settings.toml` as typed records: limits of reading and choices of publishing.

Input: the TOML file beside this module. Output: one `Settings`. Read by pipeline.py and the command line, which hand
the single values on to the stages.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SETTINGS_FILE = Path(__file__).with_name("settings.toml")


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one document may cost: seconds, bytes of memory, of file, of result; and how long a reading process serves.

    Meanings and units are in settings.toml.
    """

    time_limit_seconds: float
    memory_limit_bytes: int
    max_document_bytes: int
    documents_per_worker: int
    cpu_limit_seconds: int
    max_output_bytes: int
    max_scratch_bytes: int
    max_open_files: int
    restrict_paths: bool


@dataclass(frozen=True, slots=True)
class OcrLimits:
    """What one document whose pages are pictures may cost; meanings and units are in settings.toml."""

    time_limit_seconds: float
    memory_limit_bytes: int
    cpu_limit_seconds: int
    most_workers: int
    most_pages: int


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What drawing the pages of one document may cost; meanings and units are in settings.toml."""

    time_limit_seconds: float
    cpu_limit_seconds: int
    pages_at_once: int


@dataclass(frozen=True, slots=True)
class TableLimits:
    """What the tables of a build may take while they are made; meanings and units are in settings.toml."""

    memory_limit_bytes: int
    most_threads: int


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """How builds are written, kept and refused; meanings and units are in settings.toml."""

    keep_builds: int
    history_length: int
    row_group_rows: int
    spare_bytes: int
    largest_form_drop_share: float


@dataclass(frozen=True, slots=True)
class PrivacySettings:
    """Whether the build covers personal data that the documents print."""

    mask_personal_data: bool


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """What the bureau decides about the audit rules; what it names is checked where the rules are known."""

    disabled: Mapping[str, str]
    parameters: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings."""

    reading: ReadingLimits
    ocr: OcrLimits
    pictures: PictureLimits
    tables: TableLimits
    publish: PublishSettings
    privacy: PrivacySettings
    audit: AuditSettings


def load_settings(path: Path = SETTINGS_FILE) -> Settings:
    """The settings of a file. Raises TypeError where a key is missing or unknown, tomllib.TOMLDecodeError on bad
    TOML.
    """
    declared = tomllib.loads(path.read_text("utf-8"))
    return Settings(
        reading=ReadingLimits(**declared["reading"]),
        ocr=OcrLimits(**declared["ocr"]),
        pictures=PictureLimits(**declared["pictures"]),
        tables=TableLimits(**declared["tables"]),
        publish=PublishSettings(**declared["publish"]),
        privacy=PrivacySettings(**declared["privacy"]),
        audit=AuditSettings(**declared["audit"]),
    )
