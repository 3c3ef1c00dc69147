"""Lines of the log: one JSON object each, that tells what happened and nothing about persons."""

import json
import logging
import sys

import pytest
from django.test import override_settings

from hromada.kernel.logs import OneJsonObject, PlainText, request_id


def record(message: str, **facts: object) -> logging.LogRecord:
    return logging.makeLogRecord(
        {"name": "hromada", "levelname": "INFO", "msg": message, "created": 1_700_000_000, **facts}
    )


def test_a_line_is_one_json_object_with_the_facts_that_are_there():
    line = OneJsonObject().format(record("request", method="GET", path="/uk/", status=200, ms=4.2, address="192.0.2.1"))

    assert json.loads(line) == {
        "time": "2023-11-14T22:13:20.000+00:00",
        "level": "info",
        "logger": "hromada",
        "message": "request",
        "method": "GET",
        "path": "/uk/",
        "status": 200,
        "ms": 4.2,
    }


def test_a_traceback_stays_on_one_line_and_names_the_request():
    token = request_id.set("proxy-1")
    try:
        raise ValueError("two\nlines")
    except ValueError:
        line = OneJsonObject().format(record("failed", exc_info=sys.exc_info()))
    request_id.reset(token)

    told = json.loads(line)
    assert (line.count("\n"), told["request_id"], told["exception"].endswith("ValueError: two\nlines")) == (
        0,
        "proxy-1",
        True,
    )


def test_a_person_at_a_terminal_reads_plain_text():
    assert (
        PlainText().format(record("request", method="GET", path="/uk/", status=200)) == "22:13:20 request GET /uk/ 200"
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [("proxy-4711.a_b", True), ("", False), ("x" * 65, False), ("with space", False), ("ключ", False), ('a"}{', False)],
)
def test_a_sane_name_of_a_request_is_kept_and_any_other_replaced(client, given, kept):
    name = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]

    assert (name == given, len(name)) == (kept, len(given) if kept else 16)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.kernel.failing_site")
def test_an_answer_that_failed_is_told_in_one_line_too(client, caplog):
    client.raise_request_exception = False
    with caplog.at_level(logging.INFO, "hromada.requests"):
        answer = client.get("/fails/?search=Anna")

    told = [line for line in caplog.records if line.name == "hromada.requests"]
    assert [(answer.status_code, line.method, line.path, line.status) for line in told] == [
        (500, "GET", "/fails/", 500)
    ]
