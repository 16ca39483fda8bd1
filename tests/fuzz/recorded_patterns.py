"""Every regular expression that the product compiles, gathered while all of it is imported and golden cases are read.

`python -m tests.fuzz.recorded_patterns` prints them as JSON: place, text, flags. It runs in a process of its own,
because `re` is replaced there by one that takes notes. Used by test_patterns.py.
"""

import importlib
import json
import re
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
PRODUCT = ("etl", "pages", "serving")
FOUND: dict[tuple[str, int], str] = {}
real_compile = re._compile  # type: ignore[attr-defined]


def noting_compile(pattern: Any, flags: int) -> Any:
    """Compile a pattern and note it where a file of the product asked for it."""
    compiled = real_compile(pattern, flags)
    frame = sys._getframe(2)
    place = Path(frame.f_code.co_filename)
    if place.is_relative_to(PROJECT) and place.relative_to(PROJECT).parts[0] in PRODUCT:
        text = compiled.pattern.decode("latin-1") if isinstance(compiled.pattern, bytes) else compiled.pattern
        FOUND.setdefault((text, compiled.flags & ~re.UNICODE), f"{place.relative_to(PROJECT)}:{frame.f_lineno}")
    return compiled


def main() -> None:
    """Import all, read some, print what was compiled."""
    re._compile = noting_compile  # type: ignore[attr-defined]
    for folder in PRODUCT:
        for path in sorted((PROJECT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
            if path.stem != "__main__" and path.parent != PROJECT / "pages":  # pages run when they are imported
                importlib.import_module(name)
    from etl.steps.read_document import read_document

    for case in ("tab_rows", "glued_one_line", "markup", "form_saved_as_html"):
        (source,) = (PROJECT / "tests" / "golden" / case).glob("source.*")
        read_document(source.read_bytes(), source.name, "0" * 16, masks_personal_data=True)
    sys.stdout.write(json.dumps([[place, text, flags] for (text, flags), place in FOUND.items()]))


if __name__ == "__main__":
    main()
