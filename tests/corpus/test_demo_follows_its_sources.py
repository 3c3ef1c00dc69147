"""The Leipzig of the demo against the facts it was made from."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"

pytestmark = pytest.mark.corpus


@pytest.fixture
def announced():
    return json.loads((SHARED / "programme_2023.json").read_text(encoding="utf-8"))["sessions"]


@pytest.fixture
def shown():
    demo = json.loads((ROOT / "src/hromada/demo/data/editions/leipzig-2023.json").read_text(encoding="utf-8"))
    return {session["origin"]: session for session in demo["sessions"] if "origin" in session}


def test_every_announced_item_is_there_with_its_day_and_its_german_title(announced, shown):
    facts = {item["id"]: (item["day"], item["title"]["de"]) for item in announced}

    assert {key: (session["starts"][:10], session["title"]["de"]) for key, session in shown.items()} == facts


def test_items_of_a_day_begin_in_the_order_in_which_they_were_announced(announced, shown):
    in_order = sorted(announced, key=lambda item: (item["day"], item["order"]))
    begins = [shown[item["id"]]["starts"] for item in in_order]

    assert begins == sorted(begins)


def test_those_to_be_confirmed_are_exactly_those_of_the_announcement(announced, shown):
    tbc = {item["id"]: [speaker["status"] == "tbc" for speaker in item["speakers"]] for item in announced}
    standing = {
        key: [appearance["standing"] == "to_be_confirmed" for appearance in session.get("appearances", [])]
        for key, session in shown.items()
    }

    assert standing == tbc


def test_no_topic_of_the_announcement_is_lost(announced, shown):
    missing = {item["id"]: set(item["topics"]) - set(shown[item["id"]].get("topics", ())) for item in announced}

    assert missing == {item["id"]: set() for item in announced}
