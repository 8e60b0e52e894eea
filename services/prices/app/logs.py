"""One JSON object per line on stdout, with the field names that Cloud Logging gives a meaning to.

The server's own lines take the same form, so that whatever reads the output never meets a second format.
"""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that the running task answers. Every line logged meanwhile carries it."""


class JsonFormatter(logging.Formatter):
    """Writes a record as one line. What a caller passes as `extra={"fields": {...}}` becomes fields of the object."""

    def format(self, record: logging.LogRecord) -> str:
        """Python's level names are Cloud Logging's severities already."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "severity": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (current := request_id.get()) is not None:
            entry["request_id"] = current
        entry.update(getattr(record, "fields", {}))
        if record.exc_info:
            entry["stack_trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str)


def configure_logging(level: str) -> None:
    """Takes the process's logging over. For a program's entry only: it changes what all code in the process shares."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(handler)
    for name in ("app", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(level.upper())
    # app.request_log writes one line per request, with its id and duration, which this one would repeat without them.
    logging.getLogger("uvicorn.access").disabled = True
