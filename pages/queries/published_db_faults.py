"""What DuckDB says of a question in one Chinese sentence each.

Input: a build, the seconds that a question may take, and how its files are verified. Output: the errors of
build_folder.py. Side of the pages.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

from pages.queries.build_folder import BUILD_ANEW, Build, DamagedBuildError, OldBuildError, QuestionError


@contextmanager
def told_in_words(build: Build, seconds: int, verify: Callable[[], None]) -> Iterator[None]:
    """Around a question. Raises PublishedDataError for whatever DuckDB raises that a reader can do something about."""
    try:
        yield
    except duckdb.InterruptException as error:
        raise QuestionError(f"这次查询超过 {seconds} 秒，已停止；请缩小筛选范围后再试。") from error
    except duckdb.OutOfMemoryException as error:
        raise QuestionError("这次查询的结果过大，已停止；请缩小筛选范围后再试。") from error
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise OldBuildError(
            f"批次 {build.number} 是旧版程序生成的，缺少本页需要的数据；{BUILD_ANEW}，其他页面仍可使用。"
        ) from error
    except duckdb.Error as error:
        verify()
        if isinstance(error, duckdb.IOException):
            raise DamagedBuildError(f"批次 {build.number} 的文件无法读取，{BUILD_ANEW}。") from error
        raise
