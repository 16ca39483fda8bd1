"""The grade that the national bands give to a total score, beside the grade that the form prints.

Input: a total score of 100. Output: 优, 良, 中 or 差, after etl/reference/grade_bands.csv. Stage: normalise.
"""

from decimal import Decimal

from etl.normalise.reference_lists import load_reference_list

NATIONAL_SCHEME = "national"
FULL_SCORE = Decimal(100)


def derive_grade(total_score: Decimal | None) -> str | None:
    """The grade of the national bands; None without a total or with one outside 0 to 100, for which no band exists."""
    if total_score is None or not 0 <= total_score <= FULL_SCORE:
        return None
    bands = [row for row in load_reference_list("grade_bands.csv") if row["scheme_code"] == NATIONAL_SCHEME]
    reached = [row for row in bands if total_score >= Decimal(row["lower_points"])]
    return max(reached, key=lambda row: Decimal(row["lower_points"]))["grade"]
