"""Settings of one installation, from the environment (`REGISTRIES_…`)."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator decides. Every field is read from `REGISTRIES_<FIELD>`; nothing is read from files."""

    model_config = SettingsConfigDict(env_prefix="REGISTRIES_", frozen=True)

    database_url: str | None = Field(default=None, description="any PostgreSQL >= 18; without it the embedded server")
    data_dir: Path = Field(default=Path(".registries"), description="embedded server, keys of the local token issuer")
    synthetic: bool = Field(default=False, description="a database of synthetic people only")
    statement_timeout_ms: int = Field(default=5_000, gt=0, description="bound of one API statement, milliseconds")
    connections: int = Field(default=3, gt=0, le=64, description="connections to the database of one API process")
    waiting_places: int = Field(default=16, ge=0, le=1_000, description="requests of one process that may wait for one")
    wait_ms: int = Field(default=250, gt=0, le=10_000, description="longest wait for a connection, milliseconds")
    # What follows helps those who write documents; a production server turns the first four off.
    introspection: bool = Field(default=True, description="answer questions about the schema itself")
    suggestions: bool = Field(default=True, description="let messages suggest names of the schema")
    page: bool = Field(default=True, description="serve the page to try queries at /")
    queries_by_get: bool = Field(default=True, description="answer queries by GET; never those about persons")
    batching: bool = Field(default=False, description="answer a JSON array of requests, in order")
    review: bool = Field(default=True, description="serve the page of clerical review at /review")
    review_two_persons: bool = Field(default=False, description="a clerk's answer counts when a second gives the same")
    review_minutes: int = Field(
        default=30, gt=0, le=720, description="a clerk's session ends after so long without a request"
    )
    batch_records: int = Field(default=2_000, gt=0, description="records applied in one transaction")

    @property
    def home(self) -> Path:
        return self.data_dir.expanduser().resolve()
