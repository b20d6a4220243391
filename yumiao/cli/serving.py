"""`yumiao serve` and `yumiao demo`."""

from pathlib import Path
from typing import Annotated

from typer import Option

from yumiao.cli.app import app, example
from yumiao.cli.output import DEFAULT_DATA, As, Data, Json, answers, say_json
from yumiao.settings import Settings

Port = Annotated[int | None, Option(help="The port 端口", min=0, max=65535)]


@app.command(epilog=example("yumiao serve --port 8000"))
@answers
def serve(
    host: Annotated[str, Option(help="Loopback only, until there is sign-in 仅限本机")] = "",
    port: Port = None,
    workers: Annotated[int | None, Option(help="Processes 工作进程数", min=1, max=64)] = None,
    as_: As = "",
    data: Data = DEFAULT_DATA,
) -> None:
    """GraphQL at /graphql, explorer at /explore, /livez, /readyz, /metrics. 启动服务。"""
    from yumiao.serving import serve_folder

    settings = Settings()
    where = settings.port if port is None else port
    serve_folder(data, host or settings.host, where, as_, workers or settings.workers)


@app.command(epilog=example("yumiao demo", "yumiao demo --once", "yumiao demo --ledgers 台账"))
@answers
def demo(
    port: Port = None,
    once: Annotated[bool, Option("--once", help="Make it and stop 只生成，不启动服务")] = False,
    data: Data = DEFAULT_DATA,
    json: Json = False,
    ledgers: Annotated[
        Path | None, Option(metavar="DIR", help="Write its ledgers there, and nothing else 只写出台账")
    ] = None,
) -> None:
    """The invented county, imported from its own messy ledgers, and served. 演示县。"""
    from yumiao.demo.opening import make_demo, what_to_look_at, write_ledgers
    from yumiao.serving import serve_folder

    if ledgers is not None:
        written = write_ledgers(ledgers, quiet=json)
        if json:
            say_json({"ledgers": written})
        return
    made = make_demo(data, quiet=json)
    if json:
        say_json(made)
    settings = Settings()
    where = settings.port if port is None else port
    what_to_look_at(data, None if once else (settings.host, where), quiet=json)
    if not once:
        serve_folder(data, settings.host, where, "")
