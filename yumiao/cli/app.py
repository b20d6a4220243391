"""The command line: one typer application, its commands in the modules beside it."""

import typer

from yumiao.cli.families import Families

app = typer.Typer(
    name="yumiao",
    cls=Families,
    help="Yumiao 育苗: a county's reserve of future village Party-branch secretaries 村党组织书记后备力量培育储备",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
erase = typer.Typer(help="Forget a person, by two people 清除个人信息(两人办理)", no_args_is_help=True)
keys = typer.Typer(help="The keys that open what is sealed 密钥", no_args_is_help=True)
rules = typer.Typer(help="The county's rules as a file 规则", no_args_is_help=True)
app.add_typer(erase, name="erase")
app.add_typer(keys, name="keys")
app.add_typer(rules, name="rules")


def example(*lines: str) -> str:
    """The foot of a command's help: how one really types it."""
    return "Example 示例: " + " · ".join(f"`{line}`" for line in lines)
