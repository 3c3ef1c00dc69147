"""``hromada demo``: one command, a whole conference; started twice it is there at once, stopped it is gone."""

import re
import signal
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import psutil
import pytest
from tests.running import Running

from hromada.kernel.postgres import Cluster

LANGUAGES = ("de", "uk", "en")


@pytest.fixture
def var(open_folder: Path) -> Path:
    return open_folder / "var"


def ask_for_code(demo: Running, email: str, mail: Path) -> EmailMessage:
    """As a browser does; the letter that the worker then puts into the folder."""
    browser = build_opener(HTTPCookieProcessor())
    address = f"http://localhost:{demo.port}/de/accounts/login/"
    with browser.open(address) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
    browser.open(address, urlencode({"email": email, "csrfmiddlewaretoken": token}).encode()).close()
    deadline = time.monotonic() + 30
    while not (letters := [one for one in _letters(mail) if one["To"] == email]) and time.monotonic() < deadline:
        time.sleep(0.05)
    [letter] = letters
    return letter


def _letters(mail: Path) -> list[EmailMessage]:
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in mail.glob("*.eml")]


def test_a_newcomer_sees_a_conference_in_three_languages_and_finds_it_again_after_ctrl_c(var):
    first = Running.start(var, "demo")
    first.until("/readyz", 200, seconds=120)
    letter = ask_for_code(first, "organizatsiia@hromada.example", var / "mail")
    pages = {code: first.get(f"/{code}/leipzig-2023/programme/")[0] for code in LANGUAGES}
    family = psutil.Process(first.process.pid).children(recursive=True)
    code, _seconds = first.stop(signal.SIGINT, whole_terminal=True)
    left = psutil.wait_procs(family, timeout=5)[1]

    second = Running.start(var, "demo")
    second.until("/readyz", 200)
    again = second.get("/de/leipzig-2023/programme/")[0]
    second.stop(signal.SIGINT, whole_terminal=True)

    said = first.log.read_text()
    assert (pages, code, left, again) == (dict.fromkeys(LANGUAGES, 200), 0, [], 200)
    assert [line.strip() for line in said.splitlines() if "http://" in line] == [
        f"Hromada: http://localhost:{first.port}/"
    ]
    assert "verwaltung@hromada.example" in said
    code = re.search(r"^    (\S+)$", letter.get_content(), re.MULTILINE)[1]
    assert (letter["To"], letter["Subject"]) == ("organizatsiia@hromada.example", f"Ваш код для входу: {code}")
    assert f"Ваш код для входу: {code}\n" in said
    assert letter.get_content().replace("\r\n", "\n").strip() in said


def test_two_demos_share_one_data_folder_and_each_stops_only_itself(var):
    first = Running.start(var, "demo")
    first.until("/readyz", 200, seconds=120)
    second = Running.start(var, "demo")
    second.until("/readyz", 200)

    first.stop(signal.SIGINT, whole_terminal=True)
    while_one_runs = second.get("/readyz")
    second.stop(signal.SIGTERM)

    assert (while_one_runs[0], Cluster(var / "postgres").postmaster()) == (200, None)


def test_a_demo_leaves_a_database_alone_that_others_use(var):
    cluster = Cluster(var / "postgres")
    var.mkdir()
    with cluster.in_use(database="hromada"):
        before = cluster.postmaster()
        demo = Running.start(var, "demo")
        demo.until("/readyz", 200, seconds=120)
        demo.stop()
        after = cluster.postmaster()

    assert (before is not None, after) == (True, before)
