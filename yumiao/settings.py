"""Settings from the environment (`YUMIAO_…`) or a `.env` file; the command line's options stand above them."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting, with the value it has where nothing is set."""

    model_config = SettingsConfigDict(env_prefix="YUMIAO_", env_file=".env", extra="ignore")

    data: Path = Path("yumiao-data")
    """The data folder: one folder, one log, one county."""
    master_key: SecretStr | None = None
    """The master key in hex (64 digits), instead of the file `keys/master.key`."""
    host: str = "127.0.0.1"
    """Where `serve` listens. Other than loopback is refused until there is sign-in."""
    port: int = 8000
