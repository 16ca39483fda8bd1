"""What one build is asked for.

Output of the command line, read by pipeline.py and the steps.
"""

from dataclasses import dataclass
from pathlib import Path

from etl.settings import Settings


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build from, where to, and how. `may_drop_forms` publishes although floors are broken."""

    folders: tuple[Path, ...]
    published: Path
    cache: Path
    worker_count: int
    settings: Settings
    may_drop_forms: bool = False
