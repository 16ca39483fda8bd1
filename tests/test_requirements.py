"""The pinned packages are exactly those that the code imports, and the installed ones are the pinned ones."""

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

import pytest

from etl import open_engine
from etl.readers import ocr_extra
from serving.login_settings import LOGIN_PACKAGES
from tests.source_file import SourceFile

PIN = re.compile(r"^([A-Za-z0-9-]+)==(\d[\w.]*) +# \S.*$")
OURS = {"etl", "pages", "app", "serve", "serving", "setup", "tests", "benchmarks", "drills"}
RUN_BY_HAND = "etl/reference/derive_"  # derives reference data from packages that no user needs
NOT_IMPORTED = {"mypy", "ruff", "pytest-playwright"}  # tools and plugins of the tests
OCR_READERS = (
    "etl/readers/ocr_"  # with the two readers that hand pixels to them, all that may import the optional extra
)
PIXEL_READERS = ("etl/readers/picture_reader.py", "etl/readers/scanned_pages.py")
CLUSTER_CODE = "etl/cluster/"  # all that may import the extra of a cluster
BROUGHT_FOR_THE_CLUSTER = {"cryptography"}  # imported by distributed, where certificates are made
OCR_MODULES = {"cv2": "opencv-python-headless"}  # a package that may not be installed does not tell its modules
OPTIONAL = {
    "requirements-ocr.txt": ocr_extra.is_installed,
    "requirements-cluster.txt": open_engine.is_installed,
    "requirements-login.txt": lambda: all(find_spec(package) for package in LOGIN_PACKAGES),
}
ENGINES = {"onnxruntime"}  # imported by rapidocr


def load_pins(path: Path) -> dict[str, str]:
    """The version of each pinned package; fails on a line without exact version and reason."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    matches = {line: PIN.match(line) for line in lines}
    assert [line for line, match in matches.items() if match is None] == [], "a pin is name==version  # reason"
    pins = {match.group(1): match.group(2) for match in matches.values() if match}
    assert list(pins) == sorted(pins)
    return pins


def distributions(sources: list[SourceFile]) -> set[str]:
    """The installed packages that the given files import, by the names of the requirement files."""
    provided = packages_distributions()
    modules = set()
    for source in sources:
        for node in ast.walk(source.tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            modules |= {name.split(".")[0] for name in names}
    foreign = modules - OURS - set(sys.stdlib_module_names)
    names = {OCR_MODULES.get(module) or provided.get(module, [module])[0] for module in foreign}
    return {name.lower().replace("_", "-") for name in names}


def test_run_requirements_are_what_the_product_imports(project_folder: Path, python_sources: list[SourceFile]) -> None:
    pins = load_pins(project_folder / "requirements.txt")
    served = {"etl", "pages", "app.py", "serve.py", "serving"}
    product = [source for source in python_sources if source.folder in served]
    elsewhere = (RUN_BY_HAND, OCR_READERS, *PIXEL_READERS, CLUSTER_CODE)
    product = [source for source in product if not source.path.startswith(elsewhere)]
    assert sorted(distributions(product)) == sorted(pins)


def test_optional_requirements_are_what_the_readers_of_scans_import(
    project_folder: Path, python_sources: list[SourceFile]
) -> None:
    run = load_pins(project_folder / "requirements.txt")
    extra = load_pins(project_folder / "requirements-ocr.txt")
    readers = [source for source in python_sources if source.path.startswith((OCR_READERS, *PIXEL_READERS))]
    assert sorted(distributions(readers) - set(run)) == sorted(set(extra) - ENGINES)


def test_the_requirements_of_a_cluster_are_what_its_engine_imports(
    project_folder: Path, python_sources: list[SourceFile]
) -> None:
    run = load_pins(project_folder / "requirements.txt")
    extra = load_pins(project_folder / "requirements-cluster.txt")
    engine = [source for source in python_sources if source.path.startswith(CLUSTER_CODE)]
    assert sorted(distributions(engine) - set(run)) == sorted(set(extra) - BROUGHT_FOR_THE_CLUSTER)


def test_nothing_of_a_cluster_is_imported_before_it_is_asked_for() -> None:
    asked = "import sys, etl.__main__, etl.pipeline, etl.steps.draw_pictures; sys.exit('distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_nothing_of_the_optional_extra_is_imported_before_a_scan_needs_it() -> None:
    modules = {"cv2", "numpy", "onnxruntime", "rapidocr"}
    asked = f"import sys, etl.readers; sys.exit(','.join({modules} & set(sys.modules)) or None)"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False).stderr == b""


def test_test_requirements_are_what_the_tests_import(project_folder: Path, python_sources: list[SourceFile]) -> None:
    run = load_pins(project_folder / "requirements.txt")
    development = load_pins(project_folder / "requirements-dev.txt")
    login = load_pins(project_folder / "requirements-login.txt")
    tests = [source for source in python_sources if source.folder in {"tests", "benchmarks", "drills"}]
    assert sorted(distributions(tests) - set(run) - set(login)) == sorted(set(development) - NOT_IMPORTED)


def test_requirements_of_a_login_are_what_its_settings_ask_for_and_its_tests_import(
    project_folder: Path, python_sources: list[SourceFile]
) -> None:
    pins = load_pins(project_folder / "requirements-login.txt")
    imported = distributions([source for source in python_sources if source.path.startswith("tests/serving/")])
    assert set(pins) == {*LOGIN_PACKAGES} | (imported & set(pins))


def test_programs_that_ours_is_measured_against_are_pinned(project_folder: Path) -> None:
    peers = load_pins(project_folder / "requirements-bench.txt")
    code = "".join(file.read_text("utf-8") for file in (project_folder / "benchmarks").glob("*.py"))
    asked = {name: name.replace("-", "_") for name in peers}
    used = {name: (f'import_module("{module}")', f'find_spec("{module}")') for name, module in asked.items()}
    assert peers and [name for name, calls in used.items() if not any(call in code for call in calls)] == []


def test_the_fuzzer_that_runs_by_hand_is_pinned(project_folder: Path) -> None:
    fuzzer = (project_folder / "tests/fuzz/coverage_guided.py").read_text("utf-8")
    pins = load_pins(project_folder / "requirements-fuzz.txt")
    assert pins and [name for name in pins if f'import_module("{name}")' not in fuzzer] == []


def test_set_up_needs_nothing_but_the_standard_library(python_sources: list[SourceFile]) -> None:
    assert distributions([source for source in python_sources if source.folder == "setup"]) == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", *OPTIONAL])
def test_installed_versions_are_the_pinned_ones(project_folder: Path, name: str) -> None:
    if name in OPTIONAL and not OPTIONAL[name]():
        aloud = "" if name == "requirements-ocr.txt" else "NOT RUN: "  # make test installs the others
        pytest.skip(f"{aloud}the optional extra is not installed")
    pins = load_pins(project_folder / name)
    assert {package: version(package) for package in pins} == pins
