"""The switch that rewrites golden expectations; it exists only where this folder is named on the command line."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update-golden; a run with it never passes, so it cannot stay on."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        default=False,
        help="rewrite expected.json of every golden case from what is read now; the run fails, look at the diff",
    )
