"""Set-up decides rightly on machines that differ: what is installed, what is missing, what is said."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import setup.__main__ as commands
from setup import chromium, virtual_environment
from setup.terminal import SetupError, answers


@pytest.fixture()
def bare_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with two requirement files and no environment, which set-up takes for the real one."""
    (tmp_path / "requirements.txt").write_text("one==1\n", "utf-8")
    (tmp_path / "requirements-dev.txt").write_text("two==2\n", "utf-8")
    monkeypatch.setattr(virtual_environment, "ROOT", tmp_path)
    monkeypatch.setattr(virtual_environment, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(virtual_environment, "STAMP", tmp_path / ".venv" / "installed_requirements.json")
    return tmp_path


@pytest.fixture()
def installed(bare_clone: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What set-up installs, one entry a time, into an environment that already works."""
    (bare_clone / ".venv").mkdir()
    calls: list[list[str]] = []
    monkeypatch.setattr(virtual_environment, "environment_python", lambda: Path(sys.executable))
    monkeypatch.setattr(virtual_environment, "install", lambda python, names: calls.append(names))
    return calls


def test_called_programs_keep_what_they_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert answers([sys.executable, "-c", "import sys; print(sys.dont_write_bytecode)"]) == "False"


def make_program(folder: Path, name: str, script: str) -> Path:
    """A program of that name which runs the shell script."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    return program


def test_second_start_installs_nothing(installed: list[list[str]]) -> None:
    virtual_environment.ensure_environment(["requirements.txt"])
    virtual_environment.ensure_environment(["requirements.txt"])
    assert installed == [["requirements.txt"]]


def test_test_requirements_are_added_to_the_same_environment(installed: list[list[str]]) -> None:
    virtual_environment.ensure_environment(["requirements.txt"])
    virtual_environment.ensure_environment(["requirements.txt", "requirements-dev.txt"])
    virtual_environment.ensure_environment(["requirements.txt"])
    assert installed == [["requirements.txt"], ["requirements.txt", "requirements-dev.txt"]]


def test_changed_requirements_are_installed_again(installed: list[list[str]], bare_clone: Path) -> None:
    virtual_environment.ensure_environment(["requirements.txt"])
    (bare_clone / "requirements.txt").write_text("one==1.1\n", "utf-8")
    virtual_environment.ensure_environment(["requirements.txt"])
    assert len(installed) == 2


def test_failed_installation_leaves_no_stamp(bare_clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare_clone / ".venv").mkdir()
    monkeypatch.setattr(virtual_environment, "environment_python", lambda: Path(sys.executable))
    monkeypatch.setattr(virtual_environment, "call", lambda command: 1)
    with pytest.raises(SetupError, match="pip could not install"):
        virtual_environment.ensure_environment(["requirements.txt"])
    assert not virtual_environment.STAMP.exists()


def test_damaged_stamp_counts_as_none(installed: list[list[str]], bare_clone: Path) -> None:
    virtual_environment.ensure_environment(["requirements.txt"])
    stamp = bare_clone / ".venv" / "installed_requirements.json"
    assert set(json.loads(stamp.read_text("utf-8"))) == {"requirements.txt"}
    stamp.write_text("{", "utf-8")
    virtual_environment.ensure_environment(["requirements.txt"])
    assert len(installed) == 2


def test_python_without_ensurepip_is_told_what_to_install(bare_clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("can_make_environments", "install_venv_package", "create_with_virtualenv"):
        monkeypatch.setattr(virtual_environment, name, lambda *_: False)
    with pytest.raises(SetupError, match=r"sudo apt-get install python3\.\d+-venv"):
        virtual_environment.ensure_environment(["requirements.txt"])


def test_a_folder_of_somebody_else_is_told(bare_clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(SetupError, match=r"may not write in .* Copy the project"):
        virtual_environment.ensure_environment(["requirements.txt"])


def test_a_login_that_cannot_be_installed_stops_no_test(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(names: list[str]) -> str:
        raise SetupError("pip could not install")

    monkeypatch.setattr(commands, "ensure_environment", fail)
    commands.add_for_tests("requirements-login.txt", "a login")
    assert "the tests of a login do not run" in capsys.readouterr().out


def test_old_python_without_a_newer_one_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "find_newer_python", lambda: None)
    with pytest.raises(SetupError, match=r"Python 3\.11 or newer is needed"):
        commands.restart_with_newer_python()


@pytest.mark.skipif(os.name == "nt", reason="shell scripts stand in for programs")
def test_newer_python_is_found_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_program(tmp_path / "bin", "python3.12", "exit 127")  # a shim of a version manager that has none
    make_program(tmp_path / "bin", "python3.11", f'exec "{sys.executable}" "$@"')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert virtual_environment.find_newer_python() == sys.executable


@pytest.mark.skipif(os.name == "nt", reason="shell scripts stand in for programs")
def test_stub_is_not_taken_for_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(chromium.PATH_VARIABLE, raising=False)
    make_program(tmp_path / "bin", "chromium-browser", "echo install the snap >&2; exit 1")
    real = make_program(tmp_path / "bin", "google-chrome", "echo Chrome 1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert chromium.find_chromium() == str(real)


def test_used_port_is_refused_before_anything_is_built(listening_port: int) -> None:
    with pytest.raises(SetupError, match=f"PORT={listening_port + 1}"):
        commands.refuse_used_port(listening_port)


@pytest.fixture()
def listening_port() -> object:
    """The port of a program that listens."""
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


@pytest.mark.parametrize(
    ("built", "is_published", "is_served"),
    [
        (0, True, True),
        (1, True, True),
        (2, True, False),
        (1, False, False),
    ],
)
def test_dashboard_is_served_only_on_a_published_build(
    built: int, is_published: bool, is_served: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[list[str]] = []
    (tmp_path / "data/published").mkdir(parents=True)
    if is_published:
        (tmp_path / "data/published/current.json").write_text("{}", "utf-8")
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    monkeypatch.setattr(commands, "refuse_used_port", lambda port: None)
    monkeypatch.setattr(commands, "ensure_environment", lambda names: "python")
    monkeypatch.setattr(commands, "call", lambda command: built)
    monkeypatch.setattr(commands.os, "chdir", lambda folder: None)
    monkeypatch.setattr(commands.os, "execve", lambda program, command, environment: served.append(command))
    options = commands.argparse.Namespace(port=8600)
    if is_served:
        commands.run_dashboard(options)
        assert "8600" in served[0]
    else:
        with pytest.raises(SetupError, match="nothing was published"):
            commands.run_dashboard(options)


def test_set_up_starts_on_an_older_python_grammar(project_folder: Path) -> None:
    import ast

    for path in sorted((project_folder / "setup").glob("*.py")):
        ast.parse(path.read_text("utf-8"), str(path), feature_version=(3, 8))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no make")
def test_make_without_a_target_lists_the_commands(project_folder: Path) -> None:
    command = ["make", "--no-print-directory"]
    done = subprocess.run(command, cwd=project_folder, capture_output=True, text=True, check=True)
    listed = [line.split()[1] for line in done.stdout.splitlines()]
    assert listed == ["run", "demo", "ocr", "cluster", "test", "bench", "drill", "lint", "clean"]


def test_an_extra_that_was_chosen_once_follows_its_pins(installed: list[list[str]], bare_clone: Path) -> None:
    (bare_clone / "requirements-ocr.txt").write_text("three==3\n", "utf-8")
    assert commands.chosen_extras() == []
    virtual_environment.ensure_environment(["requirements.txt", "requirements-ocr.txt"])
    assert commands.chosen_extras() == ["requirements-ocr.txt"]
