"""The pages say what the code does."""

import re

import pytest

from infra.file_refusals import FILE_REFUSALS
from infra.postgres.words import WORDS as SERVER_WORDS
from infra.refusals import WORDS as FOLDER_WORDS
from services.register_reading import REGISTER_REFUSALS
from tests.docs import DOCS, PAGES
from tests.refusal_words import ROOMS, refusals


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_the_code_is_fresh(name: str) -> None:
    written = (DOCS / name).read_text("utf-8")
    assert written == PAGES[name](), f"run: python -m tests.docs ({name})"


def test_every_refusal_is_said_in_english_and_chinese() -> None:
    for said in refusals():
        assert re.search("[a-z]{2} [a-z]{2}", said.en), said
        assert re.search("[\u4e00-\u9fff]", said.zh), said


def test_every_code_that_the_source_refuses_with_is_on_the_page() -> None:
    written = {
        code
        for room in ROOMS
        for path in (DOCS.parent / room).rglob("*.py")
        for code in re.findall(r'\bRefusal\(\s*"([A-Z_]+)"', path.read_text("utf-8"))
    }
    tables = {*FILE_REFUSALS, *REGISTER_REFUSALS, *FOLDER_WORDS, *SERVER_WORDS}
    assert written | tables <= {said.code for said in refusals()}


def test_no_two_places_say_the_same_under_different_codes() -> None:
    codes: dict[str, dict[str, str]] = {}
    for said in refusals():
        codes.setdefault(said.en, {})[said.where] = said.code
    assert [said for said in codes.items() if len(set(said[1].values())) > 1] == []


def test_every_link_of_the_first_page_leads_somewhere() -> None:
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (DOCS.parent / target).exists(), target
