"""Drills: the promises of operation, each broken on purpose many times and counted, by `make drill`.

A drill is a module `drills/<name>.py` with `COUNTS`, the numbers it can be sized by, and `run(options)`, which gives a
`Figure` a promise; `drills/__main__.py` lists it. Quick versions of the same code run in the tests.
"""
