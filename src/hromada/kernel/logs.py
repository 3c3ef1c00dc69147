"""Log lines: one JSON object each, or plain text for a person at a terminal; each names the request it belongs to."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

FACTS = ("method", "path", "status", "ms", "task", "worker")
"""What a line may carry beside its message; no query string and no address, which tell of persons."""


class OneJsonObject(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if name := request_id.get():
            line["request_id"] = name
        line |= {fact: value for fact in FACTS if (value := getattr(record, fact, None)) is not None}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainText(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(str(value) for fact in FACTS if (value := getattr(record, fact, None)) is not None)
        line = f"{datetime.fromtimestamp(record.created, UTC):%H:%M:%S} {record.getMessage()} {facts}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def configuration(*, level: str, as_text: bool) -> dict[str, Any]:
    """For ``logging.config.dictConfig``, in this process and in those that granian starts."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{__name__}.{'PlainText' if as_text else 'OneJsonObject'}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # What a request came to is told in its own line; Django's lines add only tracebacks.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # A pool says every attempt to reach the database; whoever needed the connection says that it failed.
            "psycopg.pool": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": True},
            "_granian": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
