"""A piece of work known by its name, for processes that hand it on and do not do it.

Input: the names of a module and of a function in it. Output: what the function gives. Used by document_guard.py and the
steps: the code that reads takes half a second to import, and only the processes that read need it.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class NamedWork:
    """A function by its module and name; calling it imports the module."""

    module: str
    name: str

    def __call__(self, *arguments: Any, **options: Any) -> bytes:
        """What the function gives."""
        given: bytes = getattr(import_module(self.module), self.name)(*arguments, **options)
        return given
