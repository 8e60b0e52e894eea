"""What the environment may say, checked once, before the service starts to listen."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from redis.asyncio.connection import parse_url


class SettingsError(Exception):
    """What is wrong with the environment, in one line that names each variable and none of their values."""


class Settings(BaseModel):
    """The settings; each is read from the variable of the same name in capitals."""

    # Values stay out of messages and logs: a Redis address may contain a password.
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    redis_url: str | None = Field(default=None, repr=False)
    redis_ttl: int = Field(default=3600, ge=1)
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("redis_url")
    @classmethod
    def _check_address(cls, url: str | None) -> str | None:
        if url is not None:
            try:
                parse_url(url)
            except ValueError:
                # The parser's own words may quote a part of the password.
                raise ValueError(
                    "should be redis://[[USER]:PASSWORD@]HOST[:PORT][/DB], or rediss://, or unix://"
                ) from None
        return url


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Reads the settings. A variable that is empty counts as missing: that is how many tools pass what is not set."""
    given = {name: environment.get(name.upper(), "").strip() for name in Settings.model_fields}
    try:
        return Settings.model_validate({name: value for name, value in given.items() if value})
    except ValidationError as error:
        raise SettingsError("; ".join(f"{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())) from None
