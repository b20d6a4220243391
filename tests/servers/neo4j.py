"""A Neo4j of the tests' own, run by Java from its Maven artefacts: no container, nothing installed."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

VERSION = "5.26.30"
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>yumiao</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version></dependency>
  </dependencies>
</project>
"""
OPENED = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.io", "sun.nio.ch")]
JVM = ["-Xms128m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *OPENED]
CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
server.memory.pagecache.size=32m
db.tx_log.preallocate=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""
PASSWORD = "a password of the tests"
STARTING_SECONDS = 90.0


def missing() -> str:
    """What this machine lacks for a Neo4j of our own, and how to get it; empty where nothing is."""
    lacking = [] if shutil.which("java") else ["Java 17 or 21 (Debian: default-jre-headless)"]
    if not jars().exists() and not shutil.which("mvn"):
        lacking.append("Maven (Debian: maven)")
    if lacking:
        return f"no Neo4j on this machine: install {' and '.join(lacking)}"
    try:
        fetched_jars()
    except subprocess.CalledProcessError:
        return (
            "no Neo4j on this machine: Maven could not fetch it; run `mvn -version`, then look at its network"
        )
    return ""


def jars() -> Path:
    """The folder of the server's jars in the user's cache; whole once it is there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "yumiao" / f"neo4j-{VERSION}"


def fetched_jars() -> Path:
    """The same, fetched by Maven where it is missing (123 MB, once)."""
    place = jars()
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent) as name:
            work = Path(name)
            (work / "pom.xml").write_text(POM, "utf-8")
            copy = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={work}/lib"]
            subprocess.run(["mvn", "-B", "-ntp", "-q", *copy], cwd=work, check=True, stdin=subprocess.DEVNULL)
            if not place.exists():  # another process may have been faster
                (work / "lib").rename(place)
    return place


class Server:
    """One server of ours: it can be killed and started again over the same files."""

    def __init__(self) -> None:
        self._jars = fetched_jars()
        self.home = Path(tempfile.mkdtemp(prefix="ymneo-"))
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self.start()
            self._choose_password()
        except BaseException:
            self.close()
            raise

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self._port}"

    def start(self) -> None:
        """On the same port as before; one that was free a moment ago may be taken, then on another."""
        for _ in range(3):
            if self._started():
                return
            self._port = _free_port()
        raise RuntimeError(f"neo4j did not start:\n{(self.home / 'log').read_text()[-3000:]}")

    def kill(self) -> None:
        """SIGKILL, as a power cut would; the next start recovers."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(15)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def _started(self) -> bool:
        conf = self.home / "conf"
        conf.mkdir(exist_ok=True)
        (conf / "neo4j.conf").write_text(CONF.format(port=self._port), "utf-8")
        where = [f"--home-dir={self.home}", f"--config-dir={conf}"]
        with (self.home / "log").open("ab") as sink:
            self._process = subprocess.Popen(
                ["java", *JVM, "-cp", f"{self._jars}/*", "org.neo4j.server.CommunityEntryPoint", *where],
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                start_new_session=True,  # Ctrl-C is pytest's alone
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            )
        until = time.monotonic() + STARTING_SECONDS
        while self._process.poll() is None and time.monotonic() < until:
            if self._answers():
                return True
            time.sleep(0.05)
        self.stop()
        return False

    def _answers(self) -> bool:
        """A connection alone is no answer; `execute_query` would back off for seconds."""
        try:
            socket.create_connection(("127.0.0.1", self._port), 1).close()
            with neo4j.GraphDatabase.driver(self.uri) as driver, driver.session(database="system") as session:
                session.run("SHOW DATABASES").consume()
        except (OSError, DriverError, Neo4jError) as error:
            return str(getattr(error, "code", "")).startswith("Neo.ClientError.Security")
        return True

    def _choose_password(self) -> None:
        """The first password of a new server is `neo4j`, and it may do nothing but change that."""
        with (
            neo4j.GraphDatabase.driver(self.uri, auth=("neo4j", "neo4j")) as driver,
            driver.session(database="system") as session,
        ):
            session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD).consume()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: a killed pytest takes its server along
