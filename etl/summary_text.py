"""What the command line tells about a build, in Chinese lines.

Input: build records and outcomes. Output: lines of text; nothing is printed here. Used by the command line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.visible_text import visible

MOST_NAMED = 3
SEVERITIES = ("高", "中", "低")


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """What a build holds, as numbers; `set_aside` pairs a path with its reason, `expanded` an archive with its
    content.
    """

    number: int
    build_id: str
    read_documents: int
    forms: int
    indicators: int
    set_aside: tuple[tuple[str, str], ...]
    expanded: tuple[tuple[str, str], ...]
    findings: Mapping[str, int]


def gather_facts(record: Any) -> BuildFacts:
    """The facts of a build record (`etl.publish.build_record.BuildRecord`)."""
    inputs = record.source.inputs
    unread = [(one.file_path, one.set_aside_text) for one in inputs if one.reading_status == "set_aside"]
    expanded = [(one.file_path, one.set_aside_text) for one in inputs if one.reading_status == "expanded"]
    left_out = [(one.file_path, one.reason) for one in record.source.left_out]
    return BuildFacts(
        number=record.number,
        build_id=record.build_id,
        read_documents=len(inputs) - len(unread) - len(expanded),
        forms=record.row_count("core_project"),
        indicators=record.row_count("core_indicator"),
        set_aside=tuple(sorted(unread + left_out)),
        expanded=tuple(sorted(expanded)),
        findings=record.source.findings_by_severity,
    )


def summarise_build(
    facts: BuildFacts, is_new: bool, read_count: int, reused_count: int, seconds: float, gone: Sequence[str] = ()
) -> Iterator[str]:
    """The lines after `python -m etl build`."""
    if is_new:
        yield f"已发布第 {facts.number} 批（批次号 {facts.build_id}），用时 {seconds:.1f} 秒。"
    else:
        yield f"数据没有变化，没有生成新批次，用时 {seconds:.1f} 秒。"
        yield f"当前仍是第 {facts.number} 批（批次号 {facts.build_id}）。"
    yield f"文件：采用 {facts.read_documents} 份，未采用 {len(facts.set_aside)} 份。"
    yield f"读取：本次新读 {read_count} 份，沿用上次 {reused_count} 份。"
    yield f"项目表：{facts.forms} 张；三级指标：{facts.indicators} 个。"
    yield summarise_findings(facts.findings)
    if facts.expanded:
        yield f"压缩包：{len(facts.expanded)} 个。"
        yield from (f"  {visible(path)}：{visible(text)}" for path, text in facts.expanded)
    if facts.set_aside:
        yield "未采用的文件："
        yield from (f"  {visible(path)}：{visible(reason)}" for path, reason in facts.set_aside)
    if gone:
        named = "、".join(visible(path) for path in gone[:MOST_NAMED]) + ("等" if len(gone) > MOST_NAMED else "")
        yield f"注意：上一批有而这次没有的原件 {len(gone)} 份（{named}）。如非有意删除，请核对读取的文件夹。"


def summarise_not_retried(count: int) -> Iterator[str]:
    """The line about documents that went beyond a limit before and were not read again, none where there are none."""
    if count:
        yield f"其中 {count} 份上次超过时间或内存的限额，没有再读；改 etl/settings.toml 的限额或删除读取缓存后会再读。"


def summarise_corrections(applied_count: int, not_applied: Sequence[str]) -> Iterator[str]:
    """The lines about declared corrections, none where none is declared; every one that was not applied is named."""
    if applied_count or not_applied:
        yield f"声明的更正：采用 {applied_count} 条，未采用 {len(not_applied)} 条。"
        yield from (f"  {visible(sentence)}" for sentence in not_applied)


def summarise_findings(findings: Mapping[str, int]) -> str:
    """The findings by severity in one line."""
    counts = "，".join(f"{severity} {findings.get(severity, 0)}" for severity in SEVERITIES)
    return f"审核发现与读取提示：{sum(findings.values())} 条（{counts}）。"


def describe_build(record: Any, titles: Mapping[str, str]) -> Iterator[str]:
    """The lines of `python -m etl describe`: every table with its title and row count, and the findings."""
    yield f"第 {record.number} 批（批次号 {record.build_id}，程序 {record.source.code_version}）"
    for file_name, file in sorted(record.files.items()):
        name = file_name.removesuffix(".parquet")
        yield f"  {name:<24}{file.row_count:>8} 行  {titles.get(name, '')}"
    yield summarise_findings(record.source.findings_by_severity)
