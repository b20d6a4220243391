"""Settings from the environment (`YUMIAO_…`) or a `.env` file; the command line's options stand above them."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.refusal import Refusal


class Settings(BaseSettings):
    """Every setting, with the value it has where nothing is set."""

    model_config = SettingsConfigDict(env_prefix="YUMIAO_", env_file=".env", extra="ignore")

    data: Path = Path("yumiao-data")
    """The data folder: one folder, one log, one county."""
    master_key: SecretStr | None = None
    """The master key in hex (64 digits), instead of the file `keys/master.key`."""
    master_key_file: Path | None = None
    """The same in a file, as containers give secrets."""
    log_dsn: SecretStr | None = None
    """The log's PostgreSQL (`postgresql://user@host:5432/database`); without it the data folder holds the log."""
    log_dsn_file: Path | None = None
    """The same in a file."""
    keys_dsn: SecretStr | None = None
    """The database of the keys and identities, apart from the log's: no backup holds both."""
    keys_dsn_file: Path | None = None
    """The same in a file."""
    graph: str | None = None
    """The graph's Neo4j (`bolt://host:7687`); without it the graph is kept in this process."""
    graph_user: str = "neo4j"
    graph_password: SecretStr | None = None
    """Without one no sign-in is tried."""
    graph_password_file: Path | None = None
    """The same in a file."""
    host: str = "127.0.0.1"
    """Where `serve` listens. Other than loopback is refused until there is sign-in."""
    port: int = 8000
    workers: int = 1
    """How many processes `serve` answers with; more than one pays on a server's database."""

    def secret(self, name: str) -> str | None:
        """The setting of this name, given itself or by its file. Raises: SETTING_FILE_UNREADABLE."""
        given: SecretStr | None = getattr(self, name)
        file: Path | None = getattr(self, f"{name}_file")
        if given is not None:
            return given.get_secret_value()
        if file is None:
            return None
        try:
            return file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            setting = f"YUMIAO_{name.upper()}_FILE"
            raise Refusal(
                "SETTING_FILE_UNREADABLE",
                f"{setting} names {file}, which cannot be read. Correct the setting, or the file's rights.",
                f"{setting} 指定的文件 {file} 无法读取。请更正设置或文件权限。",
            ) from error
