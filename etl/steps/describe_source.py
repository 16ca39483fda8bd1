"""Where a build comes from: the fingerprint of its inputs, and what its record says about them.

Input: the originals, what was read from them and the stored tables of the build. Output: a `BuildSource`. Used by
pipeline.py.
"""

import hashlib
import json

import duckdb

from etl.collect.find_documents import Collection
from etl.content_version import code_version, reader_version
from etl.publish.build_record import BuildSource, FormCount, InputDocument, LeftOutPath
from etl.read_batch import Batch
from etl.steps.review_corrections import CorrectionReview

GROUP = "document_id, division_code, fiscal_year"
GROUP_ORDER = "document_id, division_code nulls last, fiscal_year nulls last"


def identify_inputs(collection: Collection, review: CorrectionReview) -> str:
    """The fingerprint of everything that goes into a build: originals, their descriptions, what was left out, the
    notice, the declared corrections with what came of them, the code."""
    originals = [
        [found.file_path, found.sha256, found.publisher_name, found.source_url] for found in collection.documents
    ]
    left_out = [[left.file_path, left.set_aside.code] for left in collection.left_out]
    named = [code_version(), originals, left_out, collection.notice_text, review.identity()]
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()


def describe_source(
    inputs_id: str, collection: Collection, batch: Batch, tables: duckdb.DuckDBPyConnection
) -> BuildSource:
    """What the build record says about where the build comes from."""
    inputs = []
    for found in collection.documents:
        read = batch.documents[found.document_id].document
        facts = (found.document_id, found.file_path, found.sha256, found.byte_count)
        inputs.append(InputDocument(*facts, read["reading_status"], read["set_aside_text"]))
    counted = tables.table("core_project").aggregate(f"{GROUP}, count(*)").order(GROUP_ORDER)
    severities = tables.table("audit_finding").aggregate("severity, count(*)").order("severity")
    return BuildSource(
        inputs_id=inputs_id,
        code_version=code_version(),
        reader_version=reader_version(),
        inputs=tuple(inputs),
        left_out=tuple(LeftOutPath(left.file_path, left.set_aside.reason) for left in collection.left_out),
        form_counts=tuple(FormCount(*row) for row in counted.fetchall()),
        findings_by_severity=dict(severities.fetchall()),
        notice_text=collection.notice_text,
    )
