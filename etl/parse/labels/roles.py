"""The roles of labels that belong together, in the words of etl/templates/base.toml.

A label has a kind, the place that it marks (a field of the head is `form`, a header's columns are `fund_column` and
`indicator_column`, a source of money is `fund_row`), and a role: the field, column or source that it names. A name of a
level has its level as kind, and the column of such names has the level as role. Stage `parse`.
"""

LEVELS = ("level1", "level2")
NAMES = (*LEVELS, "level3")  # the levels of an indicator and its own name
TARGET_PARTS = ("target_operator", "target", "target_unit")  # a target that is printed in three cells
MERGED = ("target_operator", "target_unit")  # of these, what a merged cell holds for several targets
VALUES = ("target", "actual")
POINTS = ("weight", "score")
REASON = "deviation_reason"
AMOUNTS = ("initial_budget", "adjusted_budget", "executed")
NAMED_FIELDS = ("project_name", "department", "unit")  # fields of the head that hold a name
NOT_READ = "not_read"  # a column that gives no field: notes, 总体完成率, amounts of last year; there may be several
GOALS = ("goal", "completion", "overall_goal")
