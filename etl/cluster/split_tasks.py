"""Cuts tasks into batches for the workers of a cluster: small enough to be lost with a worker, large enough to be worth
the way.

Input: tasks, and how many processes wait for them. Output: batches of positions. Used by dask_engine.py.
"""

from collections.abc import Iterator, Sequence

from etl.reading_engine import Task

MOST_TASKS = 200
MOST_WORK = 1 << 20  # bytes of text: some two seconds
BATCHES_A_PROCESS = 8  # at least, so that all end at about the same time


def split_tasks(tasks: Sequence[Task], process_count: int, *, one_by_one: bool) -> Iterator[tuple[int, ...]]:
    """The positions of the tasks, in their order, batch by batch."""
    even_share = -(-len(tasks) // (BATCHES_A_PROCESS * process_count))
    most_tasks = 1 if one_by_one else min(MOST_TASKS, even_share)
    batch: list[int] = []
    work = 0
    for task_no, task in enumerate(tasks):
        if batch and (len(batch) >= most_tasks or work + task.work > MOST_WORK):
            yield tuple(batch)
            batch, work = [], 0
        batch.append(task_no)
        work += task.work
    if batch:
        yield tuple(batch)
