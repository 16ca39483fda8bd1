"""What one build is asked for.

Output of the command line, read by pipeline.py and the steps.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etl.reading_engine import Engine
from etl.settings import Settings


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build from, where to, and how.

    `corrections` is the folder of declared corrections; those that end before `today` do not count. `may_drop_forms`
    publishes although floors are broken.
    """

    folders: tuple[Path, ...]
    published: Path
    cache: Path
    corrections: Path
    today: date
    engine: Engine
    settings: Settings
    may_drop_forms: bool = False
