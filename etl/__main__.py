"""The command line: `python -m etl build | read | check | describe`.

Exit codes: 0 done; 1 done, but some documents were set aside, a correction no longer fits or an older build is
damaged; 2 nothing published, or
the file cannot be read. What the commands print is Chinese and goes to stdout; errors are one line each on stderr.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from etl.command_parser import ChineseParser, positive
from etl.open_engine import DASK, ENGINES, LOCAL, open_engine
from etl.reading_engine import Engine, EngineError
from etl.reading_pace import ReadingPace
from etl.visible_text import visible, visible_lines

if TYPE_CHECKING:
    from etl.reading_pace import Step
    from etl.steps.build_request import BuildRequest

RAW_FOLDER = Path("data/raw")
PUBLISHED_FOLDER = Path("data/published")
CACHE_FOLDER = Path("data/cache")
CORRECTIONS_FOLDER = Path(__file__).parent / "corrections"
DONE, DONE_WITH_LOSSES, REFUSED = 0, 1, 2
LINES_OF_PROGRESS = 10  # without a terminal: so many lines over a whole run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = make_parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def make_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = ChineseParser(prog="python -m etl", description="绩效透镜：把公布的绩效表变成一批可查的数据。")
    commands = parser.add_subparsers(required=True, metavar="命令")
    build = commands.add_parser("build", help="读取新增或改动的文件，发布一批数据")
    build.add_argument("folders", nargs="*", type=Path, metavar="DIR", help=f"原件所在的文件夹，默认 {RAW_FOLDER}")
    build.add_argument("--workers", type=positive, default=os.cpu_count() or 1, metavar="N", help="读取进程数")
    build.add_argument("--engine", choices=ENGINES, default=LOCAL, help="在哪里读取：本机，或 Dask 集群")
    build.add_argument("--scheduler", metavar="ADDR", help="已有的 Dask 调度器，如 tls://主机:8786；默认在本机另起")
    build.add_argument("--keep", type=positive, metavar="N", help="保留最近几批，默认见 etl/settings.toml")
    build.add_argument("--cache", type=Path, default=CACHE_FOLDER, metavar="DIR", help=f"读取缓存，默认 {CACHE_FOLDER}")
    help_text = "声明的更正所在的文件夹，默认 etl/corrections"
    build.add_argument("--corrections", type=Path, default=CORRECTIONS_FOLDER, metavar="DIR", help=help_text)
    build.add_argument("--accept-fewer-forms", action="store_true", help="项目表大幅减少时仍然发布")
    build.set_defaults(run=run_build)
    read = commands.add_parser("read", help="一份文件读出了什么，以 JSON 输出")
    read.add_argument("file", type=Path, metavar="FILE")
    read.add_argument("--cover", action="store_true", help="像发布的数据那样遮盖个人信息（按 etl/settings.toml）")
    read.set_defaults(run=run_read)
    check = commands.add_parser("check", help="检查当前批次：指纹、结构、主键、引用")
    check.set_defaults(run=run_check)
    describe = commands.add_parser("describe", help="当前批次的表、行数和审核发现")
    describe.set_defaults(run=run_describe)
    for command in (build, check, describe):
        help_text = f"发布文件夹，默认 {PUBLISHED_FOLDER}"
        command.add_argument("--published", type=Path, default=PUBLISHED_FOLDER, metavar="DIR", help=help_text)
    return parser


def run_build(options: argparse.Namespace) -> int:
    """Build and publish; 1 when documents were set aside or corrections no longer fit, 2 when nothing was published."""
    from etl.audit.bureau_choice import InvalidChoiceError
    from etl.collect.manifest import ManifestError
    from etl.corrections.load_corrections import CorrectionError
    from etl.pipeline import NoDocumentError, build
    from etl.publish.file_lock import PublisherBusyError
    from etl.publish.publish_build import RefusedBuildError
    from etl.summary_text import gather_facts, summarise_build, summarise_corrections, summarise_not_retried

    tell_what_is_missing()
    try:
        with (
            open_engine(options.engine, options.scheduler, options.workers, options.cache, tell) as engine,
            closing(ProgressBar() if sys.stderr.isatty() else ProgressLines()) as progress,
        ):
            outcome = build(make_request(options, engine), progress)
    except RefusedBuildError as error:
        return refuse(f"没有发布，原来的批次不变：\n{error}")
    except PublisherBusyError as error:
        return refuse(f"没有发布：{error}")
    except (NoDocumentError, NotADirectoryError, ManifestError, CorrectionError, InvalidChoiceError) as error:
        return refuse(f"没有发布：{error}")
    except EngineError as error:
        return refuse(f"没有发布，原来的批次不变：{error}")
    except OSError as error:
        return refuse(f"没有发布，原来的批次不变：磁盘或文件出错（{error}）")
    for trace in outcome.traces:
        print(visible_lines(trace), file=sys.stderr)
    facts = gather_facts(outcome.record)
    counts = (outcome.read_count, outcome.reused_count, outcome.seconds)
    review = outcome.corrections
    lines = summarise_build(facts, outcome.is_new, *counts, outcome.gone_paths)
    later = [
        *summarise_not_retried(outcome.not_retried_count),
        *summarise_corrections(review.applied_count, review.not_applied()),
    ]
    print_lines([*lines, *later])
    return DONE_WITH_LOSSES if facts.set_aside or review.has_stale else DONE


def make_request(options: argparse.Namespace, engine: Engine) -> "BuildRequest":
    """What the options and the settings ask for."""
    from dataclasses import replace

    from etl.settings import load_settings
    from etl.steps.build_request import BuildRequest

    settings, folders = load_settings(), options.folders or [RAW_FOLDER]
    if options.keep:
        settings = replace(settings, publish=replace(settings.publish, keep_builds=options.keep))
    return BuildRequest(
        folders=tuple(folder.absolute() if options.engine == DASK else folder for folder in folders),
        published=options.published,
        cache=options.cache,
        corrections=options.corrections,
        today=date.today(),
        engine=engine,
        settings=settings,
        may_drop_forms=options.accept_fewer_forms,
    )


def tell(sentence: str) -> None:
    """Say something on stderr while the progress is shown."""
    from tqdm import tqdm

    tqdm.write(visible_lines(sentence), file=sys.stderr)


def tell_what_is_missing() -> None:
    """Say on stderr what this system cannot hold a reading process to."""
    from etl.confine_process import missing_confinement

    if told := missing_confinement():
        print(told, file=sys.stderr)


def run_read(options: argparse.Namespace) -> int:
    """Print what was read from one file; 2 when it cannot be read."""
    from etl.findings import UnreadableDocumentError
    from etl.settings import load_settings
    from etl.steps.describe_file import describe_file

    name = visible(options.file.name)
    try:
        if not options.file.is_file():  # a pipe or a device would be read for ever
            what = "这是文件夹，不是文件" if options.file.is_dir() else "没有这个文件，或它不是普通文件"
            return refuse(f"{name}：{what}。")
        settings = load_settings()
        masks = options.cover and settings.privacy.mask_personal_data
        described = describe_file(options.file, settings, masks_personal_data=masks)
    except UnreadableDocumentError as error:
        return refuse(f"{name}：{error.reason}（原因代码 {error.code}）")
    except OSError as error:
        return refuse(f"{name}：文件打不开，请检查文件名和权限（系统错误 {error.errno}）。")
    # Every sign that is not seen stands inside a JSON text, where its escape means the same.
    sys.stdout.buffer.write(visible(described.decode()).encode() + b"\n")
    return DONE


def run_check(options: argparse.Namespace) -> int:
    """Check the published build; 2 when anything is wrong with it, 1 when only an older build is damaged."""
    from etl.publish.check_build import check_older_builds, check_published

    try:
        if faults := check_published(options.published):
            return refuse("\n".join(faults))
        older = check_older_builds(options.published)
    except OSError as error:
        return refuse(f"检查没有做完：文件打不开（{error}）。")
    print("当前批次完好：每个文件的指纹、结构、主键和引用都相符。")
    if older:
        print_lines([*older, "当前批次一旦损坏，页面不能退回到以上批次；它们随以后的发布被清理。"])
    return DONE_WITH_LOSSES if older else DONE


def run_describe(options: argparse.Namespace) -> int:
    """Print what the current build holds; 2 when there is none."""
    from etl.publish.build_record import RecordError, load_record
    from etl.publish.check_build import build_folder
    from etl.publish.pointer import PointerError, load_pointer
    from etl.schema.declared_schema import load_tables
    from etl.summary_text import describe_build

    try:
        pointer = load_pointer(options.published)
        if pointer is None:
            return refuse("还没有发布任何批次，请先运行 python -m etl build。")
        record, _ = load_record(build_folder(options.published, pointer.build_number))
    except (PointerError, RecordError) as error:
        return refuse(str(error))
    titles = {name: table.title for name, table in load_tables().items()}
    print_lines(describe_build(record, titles))
    return DONE


def refuse(message: str) -> int:
    """Say on stderr why nothing was done, and return the exit code for it."""
    print(visible_lines(message), file=sys.stderr)
    return REFUSED


def print_lines(lines: Iterable[str]) -> None:
    """Print lines; a reader that has gone (… | head) changes nothing of what was done."""
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class ProgressLines:
    """Progress without a terminal: a line for every tenth of the documents."""

    def __init__(self) -> None:
        self._pace = ReadingPace()
        self._shown = ("", 0)  # title and tenth of the last line

    def __call__(self, step: "Step") -> None:
        line = self._pace.describe(step)
        tenth = step.done * LINES_OF_PROGRESS // step.total if step.total else 0
        if tenth and (step.title, tenth) != self._shown and step.file_name:
            self._shown = (step.title, tenth)
            print_lines([line])

    def close(self) -> None:
        """Nothing stands open."""


class ProgressBar:
    """Progress on a terminal: one bar a title, with rate, time left and the last document's name."""

    def __init__(self) -> None:
        self._pace = ReadingPace()
        self._title = ""
        self._bar: Any = None

    def __call__(self, step: "Step") -> None:
        from tqdm import tqdm

        if step.title != self._title:
            self.close()
            self._title = step.title
            self._bar = tqdm(bar_format="{percentage:3.0f}%|{bar:20}| {desc}", dynamic_ncols=True)
        self._bar.total, self._bar.n = step.total, step.done
        self._bar.set_description_str(f"{self._pace.describe(step)}　{visible(step.file_name)}")

    def close(self) -> None:
        """Leave the bar as it stands; what is printed next begins on a new line."""
        if self._bar is not None:
            self._bar.close()


def report_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """End with the trace of a fault of the program and exit code 2: Python's own 1 would say that a build was made."""
    if issubclass(kind, KeyboardInterrupt):
        print("已中断，没有发布新批次。", file=sys.stderr)
    else:
        sys.__excepthook__(kind, fault, trace)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(REFUSED)


if __name__ == "__main__":
    sys.excepthook = report_fault
    sys.exit(main())
