"""The drill of flipped bits, quick: one flip in every file of a build."""

from pathlib import Path

from drills.bit_flips import run
from drills.figure import DrillOptions, Verdict


def test_one_bit_in_each_file_is_noticed(tmp_path: Path) -> None:
    (figure,) = run(DrillOptions(tmp_path, 1, {"flips": 1}))
    assert figure.verdict is Verdict.MET, figure.figure
