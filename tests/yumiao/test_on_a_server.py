"""The same commands on a server: the settings choose, every answer is the same."""

from pathlib import Path

import pytest

from infra.postgres import Database
from tests.infra.postgres.conftest import databases, keys_dsn, log_dsn, server
from tests.yumiao.command_line import answer

__all__ = ["databases", "keys_dsn", "log_dsn", "server"]

QUESTIONS = ("VillagesLackingReserves", "StructureByTownship", "MentorLoads", "Disputes", "Coverage")


def test_a_county_moves_to_a_server_answers_alike_and_comes_back(
    ledgers: Path, tmp_path: Path, log_dsn: str, keys_dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "demo"
    made = answer("demo", "--once", data=data)
    before = [answer("ask", name, data=data)["data"] for name in QUESTIONS]
    moved = answer("move", "--to", log_dsn, "--keys-to", keys_dsn, data=data)
    assert (moved["events"], moved["answers"] > 100) == (made["position"], True)
    refused = answer("move", "--to", log_dsn, "--keys-to", keys_dsn, data=data, code=2)
    assert refused["error"]["code"] == "SERVER_NOT_EMPTY"
    person = answer("find", "王", data=data)["people"][0]["id"]
    ask = ("erase", "request", person, "--reason", "本人申请", "--basis", "个保法第47条")
    late = answer(*ask, data=data, code=2)["error"]
    assert (late["code"], Database(log_dsn).name in late["message"]) == ("COUNTY_MOVED", True)

    monkeypatch.setenv("YUMIAO_LOG_DSN", log_dsn)
    (tmp_path / "keys.dsn").write_text(f"{keys_dsn}\n")
    monkeypatch.setenv("YUMIAO_KEYS_DSN_FILE", str(tmp_path / "keys.dsn"))
    assert [answer("ask", name, data=data)["data"] for name in QUESTIONS] == before
    assert answer("migrate", data=data)["now"] == 1
    assert all(check["ok"] for check in answer("doctor", data=data)["checks"])
    copy = answer("backup", tmp_path / "log.backup", data=data)
    assert copy["root"] == moved["root"]
    answer("keys", "backup", tmp_path / "keys.backup", data=data)
    back = answer("move", "--to-folder", tmp_path / "back", data=data)
    assert back["root"] == moved["root"]
    late = answer(*ask, data=data, code=2)["error"]
    assert (late["code"], str(tmp_path / "back") in late["message"]) == ("COUNTY_MOVED", True)

    monkeypatch.delenv("YUMIAO_LOG_DSN")
    assert [answer("ask", name, data=tmp_path / "back")["data"] for name in QUESTIONS] == before
    assert answer(*ask, data=tmp_path / "back")["request"]
    files = ("--keys", tmp_path / "keys.backup")
    answer("restore", tmp_path / "log.backup", *files, data=tmp_path / "restored")
    assert answer("verify", "--log", data=tmp_path / "restored")["root"] == moved["root"]


def test_half_a_setting_is_refused_with_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUMIAO_LOG_DSN", "postgresql://host/county")
    assert answer("ask", "Coverage", data=tmp_path, code=2)["error"]["code"] == "KEYS_DSN_MISSING"
    monkeypatch.setenv("YUMIAO_KEYS_DSN_FILE", str(tmp_path / "nowhere"))
    assert answer("ask", "Coverage", data=tmp_path, code=2)["error"]["code"] == "SETTING_FILE_UNREADABLE"
    monkeypatch.setenv("YUMIAO_KEYS_DSN", "postgresql://host/keys")
    monkeypatch.setenv("YUMIAO_MASTER_KEY", "no hex")
    assert answer("ask", "Coverage", data=tmp_path, code=2)["error"]["code"] == "MASTER_KEY_MALFORMED"
    monkeypatch.delenv("YUMIAO_LOG_DSN")
    assert answer("move", data=tmp_path, code=2)["error"]["code"] == "MOVE_UNCLEAR"
