"""The rules of CONVENTIONS on what is not Python: SQL, data files, cases, pages and the paths that documents name."""

import csv
import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from etl.schema.declared_schema import load_tables

ADDRESSES = {
    "overview", "execution_rate", "low_scoring_indicators", "project_comparison", "deviation_reasons", "audit_findings",
    "review_sheet", "unit_report", "targets_and_results", "project", "sources", "data_dictionary",
}  # fmt: skip
SQL_FOLDERS = ("etl/audit", "etl/audit/rules", "etl/marts", "pages/decisions", "pages/queries")
KEYWORDS_ALOUD = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY|WITH|AND|OR|ON|AS|CASE|WHEN|UNION|LIMIT)\b")
STAR = re.compile(r"^\s*(?:distinct\s+)?(?:\w+\.)?\*\s*(?:,|$)|,\s*(?:\w+\.)?\*\s*(?:,|$)")
# Where a number is followed to its printed cell.
RULE_RERUN = {"rule_rerun"}  # gives findings of rules asked again the place and id that the audit gives them
SOURCE_TRAIL = {"audit_finding_list", "page_view", "project", "reading_explanation", "sources", "source_trail"}
CASES_OF_NO_RULE = {"controls"}  # sound forms, in which no rule at all may find anything
MADE_LATER = (
    "data/published", "data/cache", "data/demo", "data/access_log", "data/decisions", ".streamlit/secrets.toml",
    ".venv", "test-results",
)  # fmt: skip
PATH_IN_TEXT = re.compile(r"`([A-Za-z_.][\w./<>*-]*/[\w./<>*-]*)`|\]\(([^)#\s]+)\)|(?:src|href)=\"([^\"#]+)\"")
ROOT_FILE_IN_TEXT = re.compile(r"`([\w-]+\.(?:py|toml|txt|md|csv))`")


def sql_files(project_folder: Path) -> list[Path]:
    """Every SQL file of the project, sorted."""
    return sorted(path for folder in SQL_FOLDERS for path in (project_folder / folder).glob("*.sql"))


def without_comments(sql: str) -> str:
    """A statement without its comments, and with every quoted text emptied."""
    return re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*", "", sql))


def final_select(sql: str) -> str:
    """The columns of the outermost select: what stands between it and its `from`, outside of all brackets."""
    flat, depth = "", 0
    for character in without_comments(sql):
        depth -= character == ")"
        flat += character if depth == 0 else ""
        depth += character == "("
    selected = re.split(r"\bselect\b", flat)[-1]
    return re.split(r"\bfrom\b", selected)[0]


def test_sql_lives_in_its_folders(project_folder: Path) -> None:
    found = {path for folder in ("etl", "pages", "setup") for path in (project_folder / folder).rglob("*.sql")}
    assert found == set(sql_files(project_folder))
    assert found


def test_sql_opens_with_its_grain(project_folder: Path) -> None:
    silent = []
    for path in sql_files(project_folder):
        text = path.read_text("utf-8")
        opening = text.splitlines()[0]
        is_definition = without_comments(text).lstrip().startswith("create macro")
        if not opening.startswith("-- ") or not (is_definition or opening.lower().startswith("-- one row")):
            silent.append(f"{path.name}: {opening}")
    assert silent == []


def test_sql_is_one_lower_case_statement_that_names_its_columns(project_folder: Path) -> None:
    wrong = []
    for path in sql_files(project_folder):
        text = path.read_text("utf-8")
        plain = without_comments(text).strip()
        wrong += [f"{path.name}: more than one statement"] if ";" in plain.removesuffix(";") else []
        wrong += [f"{path.name}: upper-case {word}" for word in sorted(set(KEYWORDS_ALOUD.findall(plain)))]
        is_silent = STAR.search(final_select(text)) and not has_named_columns(path, plain)
        wrong += [f"{path.name}: final select names no columns"] if is_silent else []
    assert wrong == []


def has_named_columns(path: Path, sql: str) -> bool:
    """Whether the columns that a statement takes over are named by a macro, or are declared as those of a table."""
    macros = [path.parent / f"{name}_macro.sql" for name in re.findall(r"^from (\w+)\(", sql, flags=re.M)]
    table = load_tables().get(path.stem)
    return bool(macros and macros[-1].exists()) or bool(table and table.rows_of)


def test_pages_ask_only_marts_findings_and_meta(project_folder: Path) -> None:
    wrong = []
    for path in sorted((project_folder / "pages/queries").glob("*.sql")):
        tables = set(re.findall(r"\b((?:raw|core|stg)_\w+)", without_comments(path.read_text("utf-8"))))
        is_trail = askers(project_folder, path.stem) <= SOURCE_TRAIL
        if askers(project_folder, path.stem) <= RULE_RERUN:
            continue
        wrong += [f"{path.name}: {table}" for table in sorted(tables) if not (is_trail and table.startswith("raw_"))]
    assert wrong == []


def askers(project_folder: Path, question: str) -> set[str]:
    """The modules of the pages that ask a question, by name."""
    modules = (project_folder / "pages").rglob("*.py")
    return {path.stem for path in modules if f'"{question}"' in path.read_text("utf-8")}


def test_every_question_is_asked(project_folder: Path) -> None:
    questions = sorted((project_folder / "pages/queries").glob("*.sql"))
    text = "\n".join(without_comments(path.read_text("utf-8")) for path in questions)
    unused = [name for name in re.findall(r"create macro (\w+)\(", text) if len(re.findall(rf"\b{name}\(", text)) == 1]
    stems = [path.stem for path in questions if not path.stem.endswith("_macro")]
    assert unused + [stem for stem in stems if not askers(project_folder, stem)] == []


def test_pages_and_their_list_agree(project_folder: Path) -> None:
    files = {path.stem for path in (project_folder / "pages").glob("*.py") if not path.stem.startswith("_")}
    listed = re.findall(r"[\"']pages/(\w+)\.py[\"']", (project_folder / "app.py").read_text("utf-8"))
    assert files == ADDRESSES
    assert sorted(listed) == sorted(files), "app.py lists each page once"


def test_readers_and_their_list_agree(project_folder: Path) -> None:
    folder = project_folder / "etl/readers"
    listed = set(re.findall(r"(\w+_reader)\b", (folder / "__init__.py").read_text("utf-8")))
    assert {path.stem for path in folder.glob("*_reader.py")} == listed
    assert listed


@pytest.mark.parametrize(("queries", "cases"), [("etl/audit/rules", "tests/audit"), ("etl/marts", "tests/marts")])
def test_every_rule_and_mart_has_its_case(project_folder: Path, queries: str, cases: str) -> None:
    queried = {path.stem for path in (project_folder / queries).glob("*.sql")}
    tried = {path.stem for path in (project_folder / cases).glob("*.toml") if path.stem not in CASES_OF_NO_RULE}
    assert sorted(queried - tried) == [], f"without a case in {cases}"
    assert sorted(tried - queried) == [], f"cases of nothing in {queries}"
    assert queried


def test_every_template_has_a_golden_case(project_folder: Path) -> None:
    cases = [case for case in sorted((project_folder / "tests/golden").glob("*/")) if case.name != "__pycache__"]
    incomplete = [case.name for case in cases if not (case / "expected.json").is_file() or not [*case.glob("source.*")]]
    families = set()
    for case in [case for case in cases if case.name not in incomplete]:
        expected = json.loads((case / "expected.json").read_text("utf-8"))
        families |= set(re.findall(r'"template_family": "([^"]+)"', json.dumps(expected, ensure_ascii=False)))
    templates = {path.stem for path in (project_folder / "etl/templates").glob("*.toml")} - {"base"}
    assert incomplete == []
    assert cases, "the base vocabulary itself needs a case"
    assert sorted(templates - families) == [], "templates that no golden case reads"


def data_files(project_folder: Path, ending: str) -> list[Path]:
    """The data files of one ending that belong to the code or describe the originals."""
    return sorted(path for folder in ("etl", "data/raw", "tests") for path in (project_folder / folder).rglob(ending))


def test_data_files_are_utf8_with_plain_line_ends(project_folder: Path) -> None:
    files = [path for ending in ("*.csv", "*.toml", "*.sql") for path in data_files(project_folder, ending)]
    files = [path for path in files if "golden" not in path.parts]
    wrong = []
    for path in files:
        content = path.read_bytes()
        content.decode("utf-8")
        if b"\r" in content or content.startswith(b"\xef\xbb\xbf") or not content.endswith(b"\n"):
            wrong.append(path.name)
    assert wrong == []


def test_lists_are_sorted_by_their_key(project_folder: Path) -> None:
    unsorted = []
    for path in [*sorted((project_folder / "etl").rglob("*.csv")), project_folder / "data/raw/manifest.csv"]:
        with path.open(encoding="utf-8", newline="") as file:
            keys = [sort_key(row[0]) for row in list(csv.reader(file))[1:]]
        steps = [f"{path.name}: {after[1]!r} after {before[1]!r}" for before, after in pairwise(keys) if before > after]
        unsorted += steps
    assert unsorted == []


def sort_key(text: str) -> tuple[int, str]:
    """Numbers by their value, texts by their characters."""
    return (int(text), text) if text.isascii() and text.isdigit() and len(text) < 6 else (0, text)


def test_every_declared_column_is_used_and_explained(project_folder: Path) -> None:
    with (project_folder / "etl/schema/fields.csv").open(encoding="utf-8", newline="") as file:
        fields = list(csv.DictReader(file))
    tables = tomllib.loads((project_folder / "etl/schema/tables.toml").read_text("utf-8"))
    names = [field["name"] for field in fields]
    listed = {column for table in tables.values() for column in table.get("columns", ())}
    assert len(names) == len(set(names))
    assert sorted(listed - set(names)) == []
    questions = "\n".join(path.read_text("utf-8") for path in (project_folder / "pages/queries").glob("*.sql"))
    assert [name for name in names if name not in listed and not re.search(rf"\b{name}\b", questions)] == []
    assert [field["name"] for field in fields if not field["label"] or not field["meaning"]] == []


def test_paths_that_documents_name_exist(project_folder: Path) -> None:
    readmes = [project_folder / "README.md", project_folder / "README.zh-CN.md"]
    documents = [*readmes, *sorted((project_folder / "docs").rglob("*.md"))]
    missing = []
    for document in documents:
        text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.S)
        from_root = [match[0] for match in PATH_IN_TEXT.findall(text) if match[0]] + ROOT_FILE_IN_TEXT.findall(text)
        from_here = [match[1] or match[2] for match in PATH_IN_TEXT.findall(text) if match[1] or match[2]]
        missing += [f"{document.name}: {name}" for name in from_root if not is_there(project_folder, name)]
        missing += [
            f"{document.name}: {name}"
            for name in from_here
            if "://" not in name and not name.startswith("mailto:") and not (document.parent / name).exists()
        ]
    assert missing == []


def is_there(project_folder: Path, name: str) -> bool:
    """Whether a named path exists; a <part> stands for anything, and what a command makes later need not be there."""
    if name.startswith(MADE_LATER) or "://" in name:
        return True
    if "/" not in name:
        return bool([path for path in project_folder.rglob(name) if ".venv" not in path.parts])
    pattern = re.sub(r"<[^>]*>", "*", name).strip("/")
    return any(True for _ in project_folder.glob(pattern))
