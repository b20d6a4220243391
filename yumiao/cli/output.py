"""How the command line speaks: one JSON document or words on stdout, progress and refusals on stderr."""

import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, ParamSpec, TypeVar

import typer
from rich.console import Console

from domain.refusal import Refusal

Data = Annotated[
    Path, typer.Option("--data", envvar="YUMIAO_DATA", metavar="DIR", help="The data folder 数据目录")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout")]
As = Annotated[
    str,
    typer.Option(
        "--as", metavar="NAME:ROLE[:REGION]", help="Who asks 以何身份, e.g. wang:township:990101100"
    ),
]
DEFAULT_DATA = Path("yumiao-data")

err = Console(stderr=True, highlight=False, soft_wrap=True)
out = Console(highlight=False, soft_wrap=True)

P = ParamSpec("P")
R = TypeVar("R")


def answers(command: Callable[P, R]) -> Callable[P, R]:
    """A user's mistake becomes a sentence and exit code 2, never a stack trace."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except BrokenPipeError:
            raise
        except Refusal as refusal:
            refuse(refusal, as_json=bool(kwargs.get("json", False)))
            raise typer.Exit(2) from None
        except OSError as error:
            refuse(_not_to_be_used(error), as_json=bool(kwargs.get("json", False)))
            raise typer.Exit(2) from None

    return run


def _not_to_be_used(error: OSError) -> Refusal:
    """A place on the disk that cannot be read or written."""
    where = error.filename or ""
    return Refusal(
        "PLACE_UNUSABLE",
        f"{where} cannot be used: {error.strerror}. Check that the folder exists and that you may write there.",
        f"无法使用 {where}（{error.strerror}）。请检查目录是否存在、是否有权限。",
    )


def refuse(refusal: Refusal, *, as_json: bool) -> None:
    """Say what was refused, by which rule, what to do; in Chinese and English."""
    if as_json:
        say_json({"error": refusal_json(refusal)})
        return
    err.print(f"[red]✗[/] {refusal.message_zh}", markup=True)
    err.print(f"  {refusal.message}  [dim]({refusal.code})[/]")
    for choice in refusal.choices:
        err.print(f"    · {choice}", markup=False)


def refusal_json(refusal: Refusal) -> dict[str, Any]:
    """A refusal as data."""
    found: dict[str, Any] = {
        "code": refusal.code,
        "message": refusal.message,
        "messageZh": refusal.message_zh,
        "path": list(refusal.path),
    }
    if refusal.rule:
        found["rule"] = refusal.rule
    if refusal.choices:
        found["choices"] = list(refusal.choices)
    return found


def say_json(document: object) -> None:
    """The one JSON document."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n")


def note(words: str) -> None:
    """A word on stderr."""
    err.print(words, markup=False)
