"""The rules of CONVENTIONS on Python code, one test a rule; each names every place that breaks it."""

import ast
import re
import sys
from collections.abc import Iterator

from tests.source_file import SourceFile

BANNED_WORDS = {"util", "utils", "helper", "helpers", "misc", "manager", "v2"}
BANNED_STEMS = {"common", "shared", "base"}
MODULE_LINES = 300
FUNCTION_LINES = 50
PAGE_LINES = 120
# The command lines: what they print is their product.
MAY_PRINT = ("etl/__main__.py", "etl/reference/derive_", "setup/", "benchmarks/", "drills/__main__.py")
# The one boundary where any fault of one document becomes a named reason, so that the batch goes on.
MAY_CATCH_EVERYTHING = ("etl/document_guard.py",)
# Where tables are loaded or written: statements that name declared tables, never values.
MAY_DEFINE_TABLES = (
    "etl/publish/", "etl/marts/", "etl/audit/", "pages/queries/published_db.py",
    "pages/queries/published_db_stand_in.py",
    "pages/decisions/",
)  # fmt: skip
QUESTION = re.compile(r"\bselect\b.+\bfrom\b|^\s*(insert\s+into|delete\s+from|update\s+\w+\s+set)\b", re.I | re.S)
OPENING = re.compile(r"^\s*(select|with|insert|delete|update|from|\()", re.I)
DEFINITION = re.compile(r"^\s*(create|copy|comment\s+on|attach|drop|alter|set|load|pragma)\s+\w", re.I)
SQL_WORDS = re.compile(r"\b(table|view|macro|to|as|column|database|if|schema|lock_configuration|\w+\s*=)\b", re.I)
DANGEROUS_NAMES = {"eval", "exec", "__import__"}
DANGEROUS_ATTRIBUTES = {("os", "system"), ("os", "popen"), ("pickle", "loads"), ("pickle", "load")}
DANGEROUS_KEYWORDS = {"shell", "unsafe_allow_html"}
FOREIGN_PATH = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w")
PACKAGE_SERVER = re.compile(r"-index-url|--trusted-host|https?://[^\s\"')]*(?:/simple\b|pypi\b|mirror)", re.I)

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def product_code(sources: list[SourceFile]) -> list[SourceFile]:
    """The sources that run at the user's: all but the tests."""
    return [source for source in sources if source.folder != "tests"]


def functions(source: SourceFile) -> Iterator[FunctionNode]:
    """Every function of a file, inner ones too."""
    return (node for node in ast.walk(source.tree) if isinstance(node, FunctionNode))


def docstrings(tree: ast.Module) -> set[ast.Constant]:
    """The constants of a file that are documentation: docstrings, and texts that stand alone."""
    alone = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    return {value for value in alone if isinstance(value, ast.Constant)}


def texts(source: SourceFile) -> Iterator[tuple[int, str]]:
    """Every text of a file that is not documentation, with its line; the holes of an f-string are one blank each."""
    documentation = docstrings(source.tree)
    inside = {part for node in ast.walk(source.tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values]
            yield node.lineno, "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documentation | inside:
            yield node.lineno, node.value


def is_sql_question(text: str) -> bool:
    """Whether a text asks or changes rows, and so belongs in a .sql file."""
    return bool(QUESTION.search(text)) and bool(OPENING.match(text))


def is_table_definition(text: str) -> bool:
    """Whether a text is a statement that defines, writes or sets something in the database."""
    return bool(DEFINITION.match(text)) and bool(SQL_WORDS.search(text))


def test_file_names_say_what_is_inside(python_sources: list[SourceFile]) -> None:
    wrong = []
    for source in python_sources:
        names = [part.removesuffix(".py") for part in source.path.split("/")]
        for name in names:
            words = set(name.split("_"))
            is_vague = words & BANNED_WORDS or name in BANNED_STEMS
            if is_vague or (name in sys.stdlib_module_names and not name.startswith("__")):
                wrong.append(source.path)
    assert wrong == []


def test_modules_are_short(python_sources: list[SourceFile]) -> None:
    lengths = {source.path: source.text.count("\n") for source in python_sources}
    assert {path: lines for path, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_functions_are_short(python_sources: list[SourceFile]) -> None:
    lengths = {
        f"{source.path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for source in python_sources
        for node in functions(source)
    }
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}


def test_pages_are_short(python_sources: list[SourceFile]) -> None:
    pages = [source for source in python_sources if re.fullmatch(r"pages/\w+\.py|app\.py", source.path)]
    lengths = {source.path: source.text.count("\n") for source in pages}
    assert {path: lines for path, lines in lengths.items() if lines > PAGE_LINES} == {}


def test_only_command_lines_print(python_sources: list[SourceFile]) -> None:
    prints = [
        f"{source.path}:{node.lineno}"
        for source in product_code(python_sources)
        if not source.path.startswith(MAY_PRINT)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "pprint"}
    ]
    assert prints == []


def test_no_except_hides_every_fault(python_sources: list[SourceFile]) -> None:
    hiding = []
    for source in python_sources:
        if source.path.startswith(MAY_CATCH_EVERYTHING):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ExceptHandler) and catches_everything(node) and not ends_by_raising(node):
                hiding.append(f"{source.path}:{node.lineno}")
    assert hiding == []


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """Whether a handler is bare or names Exception or BaseException."""
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or ast.unparse(kind) in {"Exception", "BaseException"} for kind in named)


def ends_by_raising(handler: ast.ExceptHandler) -> bool:
    """Whether a handler lets the fault go on after its own work."""
    return isinstance(handler.body[-1], ast.Raise)


def test_questions_to_the_database_live_in_sql_files(python_sources: list[SourceFile]) -> None:
    spliced = [
        f"{source.path}:{line} {text.strip()[:60]!r}"
        for source in product_code(python_sources)
        for line, text in texts(source)
        if is_sql_question(text)
    ]
    assert spliced == []


def test_tables_are_defined_only_where_they_are_written_or_loaded(python_sources: list[SourceFile]) -> None:
    elsewhere = [
        f"{source.path}:{line} {text.strip()[:60]!r}"
        for source in product_code(python_sources)
        if not source.path.startswith(MAY_DEFINE_TABLES)
        for line, text in texts(source)
        if is_table_definition(text) and source.folder in {"etl", "pages", "app.py"}
    ]
    assert elsewhere == []


def test_nothing_runs_text_as_code_or_markup(python_sources: list[SourceFile]) -> None:
    dangerous = []
    for source in product_code(python_sources):
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call):
                continue
            name = dotted_name(node.func)
            keywords = {keyword.arg for keyword in node.keywords if not is_false(keyword.value)}
            if name in DANGEROUS_NAMES or tuple(name.split(".")) in DANGEROUS_ATTRIBUTES:
                dangerous.append(f"{source.path}:{node.lineno} {name}")
            if keywords & DANGEROUS_KEYWORDS:
                dangerous.append(f"{source.path}:{node.lineno} {sorted(keywords & DANGEROUS_KEYWORDS)}")
    assert dangerous == []


def dotted_name(node: ast.expr) -> str:
    """The name that a call is made by, such as os.system; empty where it is not a plain name."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def is_false(node: ast.expr) -> bool:
    """Whether an argument is the word False."""
    return isinstance(node, ast.Constant) and node.value is False


def test_every_module_and_public_name_says_what_it_does(python_sources: list[SourceFile]) -> None:
    silent = [source.path for source in python_sources if ast.get_docstring(source.tree) is None]
    for source in product_code(python_sources):
        silent += [
            f"{source.path}:{node.lineno} {node.name}"
            for node in public_definitions(source.tree.body)
            if ast.get_docstring(node) is None
        ]
    assert silent == []


def public_definitions(body: list[ast.stmt]) -> Iterator[FunctionNode | ast.ClassDef]:
    """The public functions and classes of a module, and the public methods of its public classes."""
    for node in body:
        if isinstance(node, FunctionNode | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node.body)


def test_every_function_of_the_product_has_type_hints(python_sources: list[SourceFile]) -> None:
    untyped = []
    for source in product_code(python_sources):
        for node in functions(source):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            missing = [one.arg for one in arguments if one.annotation is None and one.arg not in {"self", "cls"}]
            if missing or node.returns is None:
                untyped.append(f"{source.path}:{node.lineno} {node.name} {missing}")
    assert untyped == []


def test_no_source_names_a_machine_or_a_package_server(python_sources: list[SourceFile]) -> None:
    found = [
        f"{source.path}: {match.group()}"
        for source in python_sources
        if not source.path.endswith("test_house_rules.py")
        for pattern in (FOREIGN_PATH, PACKAGE_SERVER)
        for match in pattern.finditer(source.text)
    ]
    assert found == []
