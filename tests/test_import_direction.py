"""The arrows of DESIGN §2, held by the import statements of every module: who may know whom."""

import ast
import sys
from collections.abc import Iterator

from tests.source_file import SourceFile

STAGES = {"collect", "readers", "parse", "corrections", "normalise", "link", "audit", "marts", "publish"}
HANDED_ON = {"records", "findings", "schema"}  # what any stage may import besides its own folder
KNOW_ALL_STAGES = ("etl/pipeline.py", "etl/steps/", "etl/__main__.py")
LOCAL = {"etl", "pages", "app", "serve", "serving", "setup", "benchmarks", "drills", "tests"}


def imported(source: SourceFile) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, at whatever depth, with the line; relative imports are made absolute."""
    package = source.path.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def crossings(sources: list[SourceFile], forbidden: set[str]) -> list[str]:
    """The imports of the given files whose dotted name is, or lies under, a forbidden one."""
    return [
        f"{source.path}:{line} imports {name}"
        for source in sources
        for line, name in imported(source)
        if any(name == prefix or name.startswith(prefix + ".") for prefix in forbidden)
    ]


def under(sources: list[SourceFile], *prefixes: str) -> list[SourceFile]:
    """The files whose path starts with one of the prefixes."""
    return [source for source in sources if source.path.startswith(prefixes)]


def stage_of(name: str) -> str | None:
    """The stage that a path or a dotted name belongs to, None outside of the stages."""
    parts = name.replace("/", ".").split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "etl" and parts[1] in STAGES else None


def test_etl_knows_no_page(python_sources: list[SourceFile]) -> None:
    assert crossings(under(python_sources, "etl/"), {"streamlit", "plotly", "pages", "app", "setup", "drills"}) == []


def test_pages_know_no_etl(python_sources: list[SourceFile]) -> None:
    assert crossings(under(python_sources, "pages/", "app.py"), {"etl", "setup", "benchmarks", "drills"}) == []


def test_what_serves_knows_neither_pages_nor_etl(python_sources: list[SourceFile]) -> None:
    serving = under(python_sources, "serving/", "serve.py")
    assert serving
    assert crossings(serving, {"etl", "pages", "app", "setup", "benchmarks", "drills"}) == []
    assert crossings(under(python_sources, "etl/", "pages/", "app.py"), {"serving", "serve"}) == []


def test_a_stage_knows_records_findings_schema_and_itself(python_sources: list[SourceFile]) -> None:
    wrong = []
    for source in under(python_sources, "etl/"):
        stage = stage_of(source.path)
        for line, name in imported(source) if stage else ():
            parts = name.split(".")
            if parts[0] == "etl" and (len(parts) < 2 or parts[1] not in HANDED_ON | {stage}):
                wrong.append(f"{source.path}:{line} imports {name}")
    assert wrong == []


def test_only_the_pipeline_its_steps_and_the_command_line_know_all_stages(python_sources: list[SourceFile]) -> None:
    wrong = []
    for source in under(python_sources, "etl/"):
        if stage_of(source.path) or source.path.startswith(KNOW_ALL_STAGES):
            continue
        stages = {stage_of(name) for _, name in imported(source)} - {None}
        wrong += [f"{source.path} knows {sorted(map(str, stages))}"] if stages else []
    assert wrong == []


def test_a_step_knows_not_what_runs_it(python_sources: list[SourceFile]) -> None:
    steps = under(python_sources, "etl/steps/")
    assert steps
    assert crossings(steps, {"etl.pipeline", "etl.__main__"}) == []


def test_what_is_handed_on_knows_nobody(python_sources: list[SourceFile]) -> None:
    handed_on = under(python_sources, *(f"etl/{name}" for name in HANDED_ON))
    assert handed_on
    wrong = [hit for hit in crossings(handed_on, {"etl"}) if "imports etl.schema" not in hit]
    assert wrong == []


def test_charts_draw_without_streamlit_and_without_data_access(python_sources: list[SourceFile]) -> None:
    charts = under(python_sources, "pages/charts/")
    assert crossings(charts, {"streamlit", "duckdb", "pages.queries", "pages.widgets"}) == []


def test_decisions_know_neither_streamlit_nor_what_is_published(python_sources: list[SourceFile]) -> None:
    decisions = under(python_sources, "pages/decisions/")
    assert decisions
    assert crossings(decisions, {"streamlit", "duckdb", "pages.queries", "pages.widgets", "pages.charts"}) == []
    others = [source for source in under(python_sources, "pages/", "app.py") if source not in decisions]
    assert crossings(others, {"sqlite3"}) == []


def test_one_module_of_the_pages_opens_the_database(python_sources: list[SourceFile]) -> None:
    others = [source for source in under(python_sources, "pages/", "app.py") if "published_db" not in source.path]
    assert crossings(others, {"duckdb"}) == []


def test_widgets_and_wording_know_no_page(python_sources: list[SourceFile]) -> None:
    pages = {
        source.path.removesuffix(".py").replace("/", ".")
        for source in under(python_sources, "pages/")
        if source.path.count("/") == 1 and not source.path.endswith("__init__.py")
    }
    assert crossings(under(python_sources, "pages/", "etl/", "app.py"), pages) == []


def test_app_is_a_frame(python_sources: list[SourceFile]) -> None:
    allowed = {"streamlit", "pages"} | set(sys.stdlib_module_names)
    wrong = [
        name
        for source in under(python_sources, "app.py")
        for _, name in imported(source)
        if name.split(".")[0] not in allowed
    ]
    assert wrong == []


def test_no_import_is_hidden_in_a_string(python_sources: list[SourceFile]) -> None:
    product = under(python_sources, "etl/", "pages/", "app.py")
    hidden = [hit for hit in crossings(product, {"importlib", "runpy"}) if "etl/reference/derive_" not in hit]
    hidden = [hit for hit in hidden if "importlib.metadata" not in hit and "importlib.resources" not in hit]
    assert hidden == []


def test_no_cycles(python_sources: list[SourceFile]) -> None:
    modules = {
        source.path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): source
        for source in under(python_sources, "etl/", "pages/")
    }
    knows = {
        name: {found for _, target in imported(source) for found in [nearest(target, modules)] if found} - {name}
        for name, source in modules.items()
    }
    while free := {name for name, targets in knows.items() if not targets & set(knows)}:
        knows = {name: targets for name, targets in knows.items() if name not in free}
    assert {name: sorted(targets & set(knows)) for name, targets in knows.items()} == {}


def nearest(target: str, modules: dict[str, SourceFile]) -> str | None:
    """The module of ours that a dotted import reaches: itself, or the one that holds the imported name."""
    while target:
        if target in modules:
            return target
        target = target.rpartition(".")[0]
    return None
