"""The environment."""

import pytest

from app.settings import Settings, SettingsError, read_settings


def test_nothing_needs_to_be_set() -> None:
    assert read_settings({"PATH": "/bin"}) == Settings(redis_url=None, redis_ttl=3600, log_level="info")


def test_empty_counts_as_missing() -> None:
    assert read_settings({"REDIS_URL": "", "REDIS_TTL": " ", "LOG_LEVEL": ""}) == Settings()


@pytest.mark.parametrize(
    "url", ["redis://localhost", "redis://:secret@redis:6379/1", "rediss://user:secret@redis:6380", "unix:///run/redis"]
)
def test_addresses(url: str) -> None:
    assert read_settings({"REDIS_URL": url, "REDIS_TTL": "60"}) == Settings(redis_url=url, redis_ttl=60)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "http://:secret@localhost"),
        ("REDIS_URL", "redis://:sec/ret@localhost:6379"),
        ("REDIS_URL", "redis://:secret@localhost:port"),
        ("REDIS_TTL", "0"),
        ("REDIS_TTL", "-1"),
        ("REDIS_TTL", "an hour"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_what_is_wrong_is_named_without_its_value(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}: ") as caught:
        read_settings({name: value})
    assert value not in str(caught.value)
    assert "sec" not in str(caught.value)


def test_everything_wrong_is_named_at_once() -> None:
    with pytest.raises(SettingsError, match=r"REDIS_URL: .*; REDIS_TTL: .*; LOG_LEVEL: "):
        read_settings({"REDIS_URL": "x", "REDIS_TTL": "x", "LOG_LEVEL": "x"})


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(Settings(redis_url="redis://:secret@redis"))
