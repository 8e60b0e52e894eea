"""What the tests share."""

import io
import json
import logging
import os
import socket
from collections.abc import Iterator

import pytest

from app.logs import JsonFormatter
from tests.helpers import Lines


@pytest.fixture
def anyio_backend() -> str:
    """The loop that uvicorn runs the service on."""
    return "asyncio"


@pytest.fixture
def logged() -> Iterator[Lines]:
    """Gives a function that returns what the service has logged so far, read back from the lines."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("app")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel("INFO")
    yield lambda: [json.loads(line) for line in text.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.fixture
def refusing_url() -> Iterator[str]:
    """Address of a port that is taken, so that nothing else gets it, and refuses every connection."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"redis://127.0.0.1:{taken.getsockname()[1]}/0"


@pytest.fixture(scope="session")
def redis_url() -> str:
    """Address of a real Redis."""
    url = os.environ.get("REDIS_URL", "")
    if not url:
        pytest.skip("REDIS_URL is not set: start a Redis and name it to run this test")
    return url
