"""What the Neo4j server refuses: a code, what is wrong, and what to do, in English and Chinese."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from domain.refusal import Refusal

WORDS: dict[str, tuple[str, str]] = {
    "GRAPH_URI_MALFORMED": (
        "YUMIAO_GRAPH is not a Neo4j address. Write bolt://host:7687 or neo4j://host:7687.",
        "YUMIAO_GRAPH 不是有效的 Neo4j 地址。请写成 bolt://主机:7687 或 neo4j://主机:7687。",
    ),
    "GRAPH_UNREACHABLE": (
        (
            "The graph's server {server} cannot be reached. Start Neo4j there, or correct YUMIAO_GRAPH. "
            "Without that setting the graph is kept in this process."
        ),
        "无法连接图数据库 {server}。请启动 Neo4j，或更正 YUMIAO_GRAPH；不设此项时由本程序自带的图引擎代替。",
    ),
    "GRAPH_PASSWORD": (
        "{server} does not let this account in. Check YUMIAO_GRAPH_USER and YUMIAO_GRAPH_PASSWORD (or its _FILE).",
        "{server} 拒绝该账户登录。请检查 YUMIAO_GRAPH_USER 与 YUMIAO_GRAPH_PASSWORD（或 _FILE）。",
    ),
    "GRAPH_TOO_OLD": (
        "{server} is Neo4j {found}; Yumiao needs {known} or newer. Upgrade the server.",
        "{server} 的 Neo4j 版本为 {found}，育苗需要 {known} 或更新。请升级。",
    ),
    "GRAPH_NEWER": (
        "The graph in {server} was written by a newer Yumiao (layout {found}, this one: {known}). Install that one.",
        "{server} 中的图由更新版本的育苗写入（格式 {found}，本程序为 {known}）。请安装新版本。",
    ),
    "GRAPH_OTHER_COUNTY": (
        "The graph in {server} belongs to county {found}, not {wanted}. Give this county a Neo4j of its own.",
        "{server} 中的图属于县（市、区）{found}，不是 {wanted}。请为本县另设 Neo4j。",
    ),
    "GRAPH_NOT_OURS": (
        "{server} holds nodes that Yumiao did not write, so nothing was touched. Name an empty Neo4j.",
        "{server} 中已有非育苗写入的数据，未作任何更改。请指定空的 Neo4j。",
    ),
    "GRAPH_FAILED": (
        "{server} could not do that ({found}). The log is whole; see the server's own log, then ask again.",
        "{server} 未能完成操作（{found}）。事件日志完好；请查看该服务器日志后重试。",
    ),
}


def graph_refusal(code: str, server: str, **seen: Any) -> Refusal:
    """The refusal with this code, its two sentences filled with what was seen."""
    english, chinese = WORDS[code]
    return Refusal(
        code,
        english.format(server=server, **seen),
        chinese.format(server=server, **seen),
        server=server,
        **seen,
    )


@contextmanager
def graph_refusals(server: str) -> Iterator[None]:
    """What driver and server say, as refusals; a mistake in a statement of ours stays a fault."""
    try:
        yield
    except AuthError as error:
        raise graph_refusal("GRAPH_PASSWORD", server) from error
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        raise graph_refusal("GRAPH_UNREACHABLE", server) from error
    except ConfigurationError as error:
        raise graph_refusal("GRAPH_URI_MALFORMED", server) from error
    except Neo4jError as error:
        code = error.code or ""
        if code.startswith(("Neo.ClientError.Statement.Syntax", "Neo.ClientError.Statement.Param")):
            raise
        raise graph_refusal("GRAPH_FAILED", server, found=code) from error
    except DriverError as error:
        raise graph_refusal("GRAPH_FAILED", server, found=type(error).__name__) from error
