"""Measure the audit of a million indicators: every rule over made-up core tables, and the places of what they find.

Output: seconds in all against the goal of 20 on two cores, and the work of each of the slowest rules (process time,
which other work on the machine hardly lengthens). The tables are made before the clock starts.
"""

import sys
import time

import duckdb

from benchmarks.made_core_tables import make_core_tables
from etl.audit.read_rules import load_rules
from etl.audit.run_rules import find_broken_rows, run_rules

INDICATORS = 1_000_000
GOAL_SECONDS = 20
SLOWEST_SHOWN = 12


def main(indicator_count: int) -> None:
    """Print how long the audit takes, then each of its slowest rules."""
    frames = make_core_tables(indicator_count)
    with duckdb.connect(":memory:") as connection:
        connection.execute("set threads = 2")
        for name, frame in frames.items():
            connection.register(name, frame)
        started, worked = time.perf_counter(), time.process_time()
        found: list[int] = []
        run_rules(connection, lambda findings: found.append(findings.height))
        taken, work = time.perf_counter() - started, time.process_time() - worked
        verdict = "within the goal" if taken < GOAL_SECONDS else "over the goal"
        print(
            f"audit of {indicator_count:,} indicators, {sum(found):,} findings "
            f"{taken:6.1f} s   goal {GOAL_SECONDS} s: {verdict} ({work:.1f} s of work on all cores)",
            flush=True,
        )
        slow = []
        for rule in load_rules():
            worked = time.process_time()
            found = find_broken_rows(connection, rule)
            slow.append((time.process_time() - worked, rule.rule_id, found.height))
    print(f"work of the rules alone {sum(seconds for seconds, _, _ in slow):16.1f} s   ({len(slow)} rules)")
    for seconds, rule_id, found_count in sorted(slow, reverse=True)[:SLOWEST_SHOWN]:
        print(f"    {rule_id}{seconds:34.2f} s   {found_count:,} findings")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else INDICATORS)
