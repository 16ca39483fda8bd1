"""Formats that only LibreOffice reads (.doc, .wps, .rtf, .odt, .xlsb …), converted and then read as docx or xlsx.

Input: the bytes of the document. Output: a CellGrid. Stage `readers`. LibreOffice runs without window, in a folder and
with a profile of its own, with macros, updates and the network off, and is ended when it takes too long.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from etl.findings import MissingToolError, UnreadableDocumentError
from etl.readers.decode_text import decode_text
from etl.readers.docx_reader import read_docx
from etl.readers.xlsx_reader import MEDIA_TYPE, read_xlsx
from etl.records import CellGrid

if sys.platform != "win32":
    import resource

XML_DECLARATION = re.compile(r"\A\s{0,9}<\?xml[^>]{0,200}\?>")
OWN_GROUP = None if sys.platform == "win32" else 0  # within the session of the reading process, and ended with that
PROGRAM_NAMES = ("soffice", "libreoffice")
TIME_LIMIT_SECONDS = 25  # below the limit of the reading process, so that this module ends what it started
GUARD_GROUP = 'read -r line; kill -9 "-$1"'
TO_INSTALL = "这种格式要由 LibreOffice 转换后读取，本机没有安装；请安装 LibreOffice，或另存为 docx、xlsx 再放入。"
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def read_old_text(content: bytes, suffix: str, media_type: str) -> CellGrid:
    """The grid of a text document in a format that LibreOffice converts."""
    return read_converted(content, suffix, "docx", read_docx, media_type)


def read_old_sheet(content: bytes, suffix: str, media_type: str) -> CellGrid:
    """The grid of a spreadsheet in a format that LibreOffice converts."""
    return read_converted(content, suffix, "xlsx", read_xlsx, media_type)


def read_locked(content: bytes) -> CellGrid:
    """The grid of a workbook that is encrypted but asks for no password: Excel sets one of its own, known to every
    program, on what its author locks against changes. Raises UnreadableDocumentError for one that asks."""
    try:
        return read_old_sheet(content, ".xls", MEDIA_TYPE)
    except UnreadableDocumentError as error:
        if error.code not in ("needs_libreoffice", "office_broken"):
            raise
        raise UnreadableDocumentError("encrypted", "文件有密码，没有读取；请提供没有密码的版本。") from error


def read_old_xml(content: bytes, target: str, read: Callable[[bytes], CellGrid]) -> CellGrid:
    """The grid of a document that Office 2003 saved as XML, in any encoding: LibreOffice finds nothing in GB2312."""
    text, _ = decode_text(content)
    recoded = XML_DECLARATION.sub('<?xml version="1.0" encoding="UTF-8"?>', text.removeprefix("\ufeff"), count=1)
    return read_converted(recoded.encode(), ".xml", target, read, "application/xml")


def read_converted(
    content: bytes, suffix: str, target: str, read: Callable[[bytes], CellGrid], media_type: str
) -> CellGrid:
    """The grid of the converted document, named as what the original is.

    Raises MissingToolError without LibreOffice, UnreadableDocumentError when it cannot convert the document.
    """
    program = next(filter(None, map(shutil.which, PROGRAM_NAMES)), None)
    if program is None:
        raise MissingToolError("needs_libreoffice", TO_INSTALL)
    with files_may_be_written(), tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"source{suffix}"
        source.write_bytes(content)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
        convert(program, profile, source, target)
        converted = source.with_suffix(f".{target}")
        if not converted.is_file():
            raise UnreadableDocumentError("office_broken", "LibreOffice 无法转换这份文件，可能已损坏或有密码。")
        return replace(read(converted.read_bytes()), media_type=media_type)


@contextmanager
def files_may_be_written() -> Iterator[None]:
    """Raise the limit of a file's size as far as it may be raised, for this while: a reading process has none."""
    if sys.platform == "win32":
        yield
        return
    before, highest = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (highest, highest))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, highest))


def convert(program: str, profile: Path, source: Path, target: str) -> None:
    """Run LibreOffice on one file. Raises UnreadableDocumentError when it is not done in time."""
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nodefault",
        "--nolockcheck", "--convert-to", target, "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(profile), "SAL_USE_VCLPLUGIN": "svp"},
        process_group=OWN_GROUP,
    )
    guardian = start_guardian(process.pid)
    try:
        process.wait(TIME_LIMIT_SECONDS)
    except subprocess.TimeoutExpired as error:
        reason = f"LibreOffice 转换超过 {TIME_LIMIT_SECONDS} 秒，已停止。"
        raise UnreadableDocumentError("timeout", reason) from error
    finally:
        if guardian:
            end_session(guardian)
        end_session(process)


def start_guardian(group: int) -> "subprocess.Popen[bytes] | None":
    """A process that ends LibreOffice and what that started as soon as this process is killed, by whatever.

    It reads from a pipe that only this process holds: the pipe ends with it.
    """
    if sys.platform == "win32":
        return None
    return subprocess.Popen(
        ["/bin/sh", "-c", GUARD_GROUP, "guardian", str(group)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=OWN_GROUP,
    )


def end_session(process: "subprocess.Popen[bytes]") -> None:
    """End the program and what it started, if anything of it still runs."""
    if sys.platform == "win32":
        process.kill()
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    process.wait()
