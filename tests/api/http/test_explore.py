"""The explorer draws its page from files of our own and asks nobody else."""

import html.parser
import json
import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.http.explore.page import FILES, STATIC, explore_router
from api.http.explore.sample import SampleOperation
from tests.api.http.serving import served
from tests.api.http.toy import SAMPLES, sent, toy_app

APP = toy_app()


class Loads(html.parser.HTMLParser):
    """Collects what a page loads, and the JSON it carries."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.page = ""
        self._in_page = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its name
        self.addresses += [value for name, value in attrs if name in ("src", "href") and value]
        self._in_page = ("id", "page") in attrs

    def handle_data(self, data: str) -> None:
        if self._in_page:
            self.page += data


def opened(app: FastAPI = APP, root_path: str = "") -> tuple[httpx.Response, Loads]:
    answer = sent(app, "GET", f"{root_path}/explore", root_path=root_path)
    loads = Loads()
    loads.feed(answer.text)
    return answer, loads


def test_the_page_loads_files_of_this_origin_only_and_each_is_served() -> None:
    _, loads = opened()
    files = [address for address in loads.addresses if not address.startswith("data:")]
    assert len(files) == 6
    for address in files:
        assert address.startswith("/explore/static/")
        answer = sent(APP, "GET", address)
        assert answer.status_code == 200
        assert answer.headers["content-type"].split(";")[0] == FILES[address.rsplit("/", 1)[1]]


def test_the_browser_is_told_to_ask_this_origin_only() -> None:
    policy = opened()[0].headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "connect-src 'self';" in policy
    assert "http" not in policy


def test_the_page_and_its_styles_name_no_other_address() -> None:
    assert not re.search(r"https?://", opened()[0].text)
    for name in ("explore.css", "graphiql.min.css"):
        styles = (STATIC / name).read_text(encoding="utf-8")
        assert "@import" not in styles
        assert not re.search(r"url\(\s*['\"]?(?!data:|['\"]?data:)", styles)


def test_no_script_asks_for_a_map_or_names_a_place_that_serves_packages() -> None:
    for name in FILES:
        if name.endswith(".js"):
            text = (STATIC / name).read_text(encoding="utf-8")
            assert "sourceMappingURL" not in text
            assert not re.search(r"(?:src|href)\s*=\s*['\"]https?://", text)
            assert not re.search(r"(?:fetch|importScripts|import)\(\s*['\"`]https?://", text)


def test_every_shipped_file_is_served_and_every_served_file_is_shipped() -> None:
    assert {file.name for file in STATIC.iterdir()} == set(FILES)


@pytest.mark.parametrize("name", ["nope.js", "..%2fpage.py", "%2e%2e/page.py"])
def test_nothing_else_is_served(name: str) -> None:
    assert sent(APP, "GET", f"/explore/static/{name}").status_code == 404


def test_there_is_a_tab_for_each_operation_in_its_order_with_its_variables() -> None:
    page = json.loads(opened()[1].page)
    assert [tab["text"] for tab in page["operations"]] == [operation.text for operation in SAMPLES]
    assert [tab["variables"] for tab in page["operations"]] == [None, {"first": 5}]
    assert page["endpoint"] == "/graphql"


def test_an_operation_cannot_break_out_of_the_page() -> None:
    app = FastAPI()
    hostile = SampleOperation(
        "X", "query X { hello } # </script><script>alert(1)</script>", {"name": "</script>"}
    )
    app.include_router(explore_router([hostile]))
    answer, loads = opened(app)
    assert answer.text.count("<script") == 5
    assert json.loads(loads.page)["operations"][0]["text"] == hostile.text


def test_a_prefix_before_the_application_is_kept_in_every_address() -> None:
    _, loads = opened(root_path="/county")
    assert all(address.startswith(("/county/explore/static/", "data:")) for address in loads.addresses)
    assert json.loads(loads.page)["endpoint"] == "/county/graphql"


def test_what_is_typed_is_never_stored() -> None:
    script = (STATIC / "explore.js").read_text(encoding="utf-8")
    assert "shouldPersistHeaders: false" in script
    assert "storage," in script


def test_the_licences_of_all_that_is_bundled_lie_beside_it() -> None:
    licences = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    for name in (
        "graphiql 3.8.3",
        "react 18.3.1",
        "codemirror",
        "SIL OPEN FONT LICENSE",
        "Permission is hereby granted",
    ):
        assert name in licences


def test_a_browser_draws_a_tab_for_each_operation(tmp_path: Path) -> None:
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        pytest.skip("drawing the explorer needs a browser: apt install chromium")
    alone = (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}",
        "--no-first-run",
    )
    with served(toy_app()) as url:
        command = [browser, *alone, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        command += ["--virtual-time-budget=8000", "--dump-dom", f"{url}/explore"]
        drawn = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert 'class="graphiql-container"' in drawn
    for operation in SAMPLES:
        assert re.search(rf"graphiql-tab-button[^>]*>{operation.name}<", drawn)
