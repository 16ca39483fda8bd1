"""Reading on a cluster: the bytes of a local build whatever dies, and one sentence where it cannot go on."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from etl import __main__ as command
from etl import open_engine as opening
from etl.confine_process import Confinement
from etl.document_guard import Failure, GuardLimits
from etl.open_engine import is_installed, open_engine
from etl.read_batch import ReadTask
from etl.reading_engine import EngineError
from etl.reading_pace import Step
from etl.steps import read_collection, read_document
from tests.pipeline.listening_sockets import listening_sockets
from tests.pipeline.made_cluster import MadeCluster
from tests.pipeline.workshop import Workshop

needs_dask = pytest.mark.skipif(not is_installed(), reason="NOT RUN: Dask is not installed (make cluster)")
GOLDEN = Path(__file__).parents[1] / "golden"
FORMS = sorted(GOLDEN.glob("*/source.txt"), key=lambda path: (path.stat().st_size, path))[:20]
PDF = GOLDEN / "form_saved_as_pdf" / "source.pdf"
UNHURRIED = 300.0  # seconds: only ends what hangs, on however busy a machine
LIMITS = GuardLimits(UNHURRIED, 1 << 30, 50, confinement=Confinement(restricts_paths=False))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeCluster]:
    """A scheduler with one worker that no test kills."""
    made = MadeCluster(tmp_path_factory.mktemp("cluster"))
    made.add_worker()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No limit on what a scheduler and workers need to start and to answer: a busy machine is no fault of theirs."""
    if not is_installed():
        yield
        return
    from etl.cluster import dask_engine, open_cluster, worker_roll

    monkeypatch.setattr(open_cluster, "CONNECT_SECONDS", UNHURRIED)
    monkeypatch.setattr(worker_roll, "PATIENCE_SECONDS", UNHURRIED)
    monkeypatch.setattr(dask_engine, "SIGHT_SECONDS", UNHURRIED)
    with open_cluster.dask.config.set({f"distributed.comm.timeouts.{kind}": UNHURRIED for kind in ("connect", "tcp")}):
        yield


class Progress:
    """What a build tells of its progress; at a third of the documents something is done, once."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act: Callable[[], object] | None = act

    def __call__(self, step: Step) -> None:
        if self._act and step.done * 3 >= step.total:
            self._act()
            self._act = None

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class OneFile:
    """A task about a file."""

    location: Path
    work: int = 1000


def name_file(task: OneFile) -> bytes:
    """The name of a task's file; runs in a guarded process on the worker."""
    if task.location.name == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return task.location.name.encode()


def read_or_crash(task: ReadTask, most_ocr_pages: int) -> bytes:
    """Read a document, or die of it; runs in a guarded process on the worker."""
    if task.file_name == "crash.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_document.read_task(task, most_ocr_pages)


def fill(workshop: Workshop, sources: list[Path]) -> None:
    for source in sources:
        shutil.copy(source, workshop.raw / f"{source.parent.name}{source.suffix}")


def build_on(workshop: Workshop, cluster: MadeCluster) -> tuple[int, str]:
    return workshop.build("--engine", "dask", "--scheduler", cluster.address)


def published_bytes(workshop: Workshop) -> dict[str, bytes]:
    files = [path for path in workshop.published.rglob("*") if path.is_file() and "leases" not in path.parts]
    return {path.relative_to(workshop.published).as_posix(): path.read_bytes() for path in files}


@needs_dask
def test_a_killed_worker_and_a_poisonous_document_change_no_byte(
    workshop: Workshop, cluster: MadeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(workshop, [*FORMS, PDF])
    (workshop.raw / "crash.txt").write_text("crash")
    monkeypatch.setattr(read_collection, "read_task", read_or_crash)
    victim = cluster.add_worker()
    cluster.wait_for_workers(2)
    monkeypatch.setattr(command, "ProgressLines", lambda: Progress(lambda: os.kill(victim.pid, signal.SIGKILL)))
    code, said = build_on(workshop, cluster)
    assert (code, victim.wait(UNHURRIED)) == (1, -signal.SIGKILL), said
    assert "crash.txt：读取进程意外中止（SIGKILL）" in said
    assert not list(workshop.cache.rglob("*.shard")), "what was collected is removed"
    on_cluster = published_bytes(workshop)
    shutil.rmtree(workshop.published)
    shutil.rmtree(workshop.cache)
    monkeypatch.setattr(command, "ProgressLines", lambda: Progress(lambda: None))
    assert workshop.build()[0] == 1
    assert len([name for name in on_cluster if name.endswith(".png")]) == 1, "pages are drawn on the cluster, too"
    assert published_bytes(workshop) == on_cluster


@needs_dask
def test_a_scheduler_that_goes_leaves_the_old_build_and_what_was_read(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(workshop, FORMS[:1])
    workshop.build()
    before = (workshop.published / "current.json").read_bytes()
    fill(workshop, FORMS[1:13])
    own = MadeCluster(tmp_path)
    try:
        own.add_worker()
        monkeypatch.setattr(command, "ProgressLines", lambda: Progress(own.scheduler.kill))
        code, said = build_on(workshop, own)
    finally:
        own.stop()
    assert (code, "没有发布，原来的批次不变：与调度器的连接中断了" in said) == (2, True)
    assert len(said.strip().splitlines()) == 1
    assert (workshop.published / "current.json").read_bytes() == before
    assert len(list(workshop.cache.rglob("*.json"))) > 1, "the next build reads only the rest"


@needs_dask
def test_workers_of_another_version_are_refused(
    workshop: Workshop, cluster: MadeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl.cluster import dask_engine

    fill(workshop, FORMS[:2])
    monkeypatch.setattr(dask_engine, "reader_version", lambda: "0" * 12)
    code, said = build_on(workshop, cluster)
    assert code == 2
    assert "没有采用：读取程序是另一个版本（" in said
    assert "没有发布，原来的批次不变：集群上的读取节点都没有采用" in said
    assert not workshop.published.joinpath("current.json").exists()


@needs_dask
def test_each_fault_of_a_worker_is_named(tmp_path: Path) -> None:
    from etl.cluster.dask_engine import agree
    from etl.cluster.read_shard import find_fault

    agreed = agree(tmp_path)
    assert find_fault(agreed, FORMS[0]) is None
    assert "看不到原件" in str(find_fault(agreed, tmp_path / "absent.txt"))
    assert "Python 是" in str(find_fault(replace(agreed, python_version="2.7"), FORMS[0]))
    assert "是另一个文件夹" in str(find_fault(replace(agreed, token="other"), FORMS[0]))
    assert "缓存文件夹要以同一路径共享" in str(find_fault(replace(agreed, folder=tmp_path / "absent"), FORMS[0]))


@needs_dask
def test_a_worker_that_stops_seeing_documents_gets_no_more_and_a_document_that_is_gone_is_no_fault(
    cluster: MadeCluster, tmp_path: Path
) -> None:
    names = ["a", "kill", "b", "gone"]
    for name in names[:3]:
        (tmp_path / name).touch()
    tasks = [OneFile(tmp_path / name) for name in names]
    told: list[str] = []
    with open_engine("dask", cluster.address, 1, tmp_path / "cache", told.append) as engine:
        results = dict(engine(name_file, tasks, LIMITS))
        assert {number: results[number] for number in (0, 2, 3)} == {0: b"a", 2: b"b", 3: b"gone"}
        assert isinstance(results[1], Failure) and results[1].code == "crashed"
        assert told == []
        unseen = HomeOnly(tmp_path / "a")
        with pytest.raises(EngineError, match="都没有采用"):
            list(engine(name_file, [tasks[0], unseen], LIMITS))
    assert len(told) == 1 and "看不到原件" in told[0]


class HomeOnly:
    """A task whose file only the process that made it sees."""

    work = 1000

    def __init__(self, location: Path) -> None:
        self.location = location

    def __reduce__(self) -> tuple[type[OneFile], tuple[Path]]:
        return OneFile, (self.location.with_name("elsewhere"),)


@needs_dask
def test_a_cluster_of_our_own_listens_on_loopback_only_and_admits_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etl.cluster import open_cluster

    monkeypatch.setattr(open_cluster, "CONNECT_SECONDS", 1)  # what does not let us in is silent
    (tmp_path / "a").touch()
    before = listening_sockets()  # of the other tests' cluster
    with open_engine("dask", None, 1, tmp_path / "cache", print) as engine:
        assert list(engine(name_file, [OneFile(tmp_path / "a")], LIMITS)) == [(0, b"a")]
        listening = listening_sockets() - before
        assert len(listening) >= 2
        assert {address for address, _ in listening} == {"127.0.0.1"}
        for _, port in listening:
            with pytest.raises(EngineError), open_engine("dask", f"tcp://127.0.0.1:{port}", 1, tmp_path, print):
                pass


@needs_dask
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("nonsense", "写得不对"),
        ("http://127.0.0.1:1", "写得不对"),
        ("tcp://127.0.0.1:1", "连不上"),
        ("tls://127.0.0.1:1", "需要证书"),
    ],
)
def test_a_wrong_address_is_one_sentence(workshop: Workshop, address: str, sentence: str) -> None:
    fill(workshop, FORMS[:1])
    code, said = workshop.build("--engine", "dask", "--scheduler", address)
    assert (code, sentence in said, len(said.strip().splitlines())) == (2, True, 1)


def test_an_engine_that_is_not_there_is_one_sentence(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(workshop, FORMS[:1])
    monkeypatch.setattr(opening, "is_installed", lambda: False)
    code, said = workshop.build("--engine", "dask")
    assert (code, "make cluster" in said, len(said.strip().splitlines())) == (2, True, 1)
    code, said = workshop.build("--scheduler", "tcp://127.0.0.1:8786")
    assert (code, "--engine dask" in said) == (2, True)


@needs_dask
def test_torn_results_are_not_taken(tmp_path: Path) -> None:
    from etl.cluster.shard_file import is_sound, load_shard, write_shard

    path = tmp_path / "a.shard"
    lost = Failure("timeout", "读取超过 30 秒，已停止。")
    write_shard(path, iter([(1, b"one"), (0, lost)]), 100)
    assert is_sound(path)
    assert list(load_shard(path)) == [(1, b"one"), (0, lost)]
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole + b"x", b"", whole.replace(b"one", b"two")):
        path.write_bytes(damaged)
        assert not is_sound(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.shard"]


@needs_dask
def test_batches_hold_every_document_once_and_are_even() -> None:
    from etl.cluster.split_tasks import split_tasks

    small, large = OneFile(Path("a"), 1000), OneFile(Path("b"), 2 << 20)
    tasks = [large, *[small] * 1000, large, small]
    batches = list(split_tasks(tasks, 2, one_by_one=False))
    assert [number for batch in batches for number in batch] == list(range(len(tasks)))
    assert batches[0] == (0,) and max(map(len, batches)) <= 63
    assert list(split_tasks(tasks[:3], 2, one_by_one=True)) == [(0,), (1,), (2,)]
    many = split_tasks([small] * 100_000, 2, one_by_one=False)
    assert {len(batch) for batch in many} == {200}
