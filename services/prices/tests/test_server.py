"""The service as it is released: a process of its own, started by uvicorn and stopped by a signal."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import Settings

Start = Callable[..., subprocess.Popen[str]]
HERE = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", "0"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the service with the given variables; ends what a test leaves behind."""
    processes = []

    def run(**variables: str) -> subprocess.Popen[str]:
        kept = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
        process = subprocess.Popen(
            COMMAND, cwd=HERE, env=kept | variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.communicate()


def _address(process: subprocess.Popen[str]) -> tuple[str, int]:
    """Reads up to the line that says where the service listens."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"running on http://([\d.]+):(\d+)", json.loads(line)["message"]):
            return found[1], int(found[2])
    raise AssertionError(f"The service did not start: {process.communicate()[1]}")


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_it_answers_and_logs_nothing_but_json(start: Start, refusing_url: str) -> None:
    process = start(REDIS_URL=refusing_url)
    host, port = _address(process)
    with httpx.Client(base_url=f"http://{host}:{port}") as client:
        assert client.get("/health").json() == {"status": "ok"}
        for _ in range(2):
            assert client.post("/v1/price-bands", json={"prices": [3, 1, 2]}).json()["typical"] == 2
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert err == ""
    assert [line["severity"] for line in _lines(out)].count("WARNING") == 1
    assert [line["httpRequest"]["status"] for line in _lines(out) if "httpRequest" in line] == [200, 200, 200]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_what_is_in_flight_before_it_ends(start: Start, sent: signal.Signals) -> None:
    process = start()
    address = _address(process)
    body = b'{"prices": [1, 2, 3]}'
    head = f"POST /v1/price-bands HTTP/1.1\r\nhost: prices\r\nconnection: close\r\ncontent-length: {len(body)}\r\n"
    with socket.create_connection(address, timeout=20) as connection:
        connection.sendall(f"{head}content-type: application/json\r\nexpect: 100-continue\r\n\r\n".encode())
        assert connection.recv(1024).startswith(b"HTTP/1.1 100 ")  # now the application waits for the body
        process.send_signal(sent)
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["message"] == "Shutting down"
        connection.sendall(body)
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b'"typical":2' in answer
    process.communicate(timeout=20)
    # Once all is done, uvicorn ends itself by the signal it got, as a program without a handler would.
    assert process.returncode in (0, -sent)


def test_wrong_settings_end_it_with_one_line_that_says_why(start: Start) -> None:
    process = start(REDIS_TTL="an hour", REDIS_URL="redis://:secret@redis:port")
    out, _ = process.communicate(timeout=20)
    assert process.returncode == 2
    (line,) = _lines(out)
    assert line["severity"] == "CRITICAL"
    assert "REDIS_TTL: " in line["message"]
    assert "REDIS_URL: " in line["message"]
    assert "secret" not in line["message"]
