"""How a process that reads documents looks for records that hold each other and that nobody else holds.

Input and output: none; it sets Python's collector of the process. Used by document_guard.py.
"""

import gc

COLLECTED_AFTER = 25_000
"""Records made and still held before the youngest are looked through: some 5 MB. Python's own 700 took a tenth of the
time, and 5,000 still a thirtieth."""


def look_seldom_for_cycles() -> None:
    """Leave out what is imported, which stays for good, and look through what a reading makes less often: it makes many
    records, and hardly any of them hold each other."""
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER, *gc.get_threshold()[1:])
