"""Our schedule files are valid by the schemas that the field publishes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft6Validator, FormatChecker
from lxml import etree
from tests.programme.exports.hostile import HOSTILE_TEXTS, with_text
from tests.programme.exports.releases import BASE, release
from tests.programmes import programme

from hromada.programme.exports.frab_json import schedule_json
from hromada.programme.exports.frab_xml import schedule_xml

pytestmark = pytest.mark.corpus

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "data" / "schedules" / "schema"


def complaints_about_xml(content: bytes) -> list[str]:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "schedule.xml.xsd"))
    schema.validate(etree.fromstring(content, etree.XMLParser(huge_tree=True)))
    return [str(complaint) for complaint in schema.error_log]


def complaints_about_json(content: bytes) -> list[str]:
    schema = json.loads((SCHEMAS / "schema.json").read_text(encoding="utf-8"))
    validator = Draft6Validator(schema, format_checker=FormatChecker())
    return [f"{complaint.json_path}: {complaint.message}" for complaint in validator.iter_errors(json.loads(content))]


@pytest.mark.parametrize("language", ["de", "uk", "en"])
@pytest.mark.parametrize("sessions", [12, 120, 1000])
def test_a_programme_of_any_size_is_valid_in_every_language(sessions, language):
    plan = programme(sessions)

    assert complaints_about_xml(schedule_xml(plan, release(), language, BASE)) == []
    assert complaints_about_json(schedule_json(plan, release(), language, BASE)) == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_in_every_field_stays_valid(text):
    plan = with_text(programme(12), text)

    assert complaints_about_xml(schedule_xml(plan, release(), "de", BASE)) == []
    assert complaints_about_json(schedule_json(plan, release(), "de", BASE)) == []


@pytest.mark.parametrize("slug", ["leipzig-2023", "a", "2025", "-x-"])
@pytest.mark.parametrize("zone", ["Europe/Kyiv", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+3"])
def test_any_name_and_any_time_zone_of_an_edition_is_valid(slug, zone):
    plan = programme(12)
    plan = replace(plan, edition=replace(plan.edition, slug=slug, time_zone=zone))

    assert complaints_about_xml(schedule_xml(plan, release(), "de", BASE)) == []
    assert complaints_about_json(schedule_json(plan, release(), "de", BASE)) == []


@pytest.mark.parametrize("key", ["w", "Wasser_2", "a--", "---"])
def test_any_key_of_a_session_or_topic_is_valid(key):
    plan = programme(12)
    topic = replace(plan.topics[0], key=key)
    plan = replace(plan, topics=(topic,), sessions=(replace(plan.sessions[0], key=key, parent=None, topics=(key,)),))

    assert complaints_about_xml(schedule_xml(plan, release(), "de", BASE)) == []
    assert complaints_about_json(schedule_json(plan, release(), "de", BASE)) == []


def test_an_edition_without_sessions_is_valid():
    plan = replace(programme(12), sessions=(), rooms=(), topics=(), speakers=())

    assert complaints_about_xml(schedule_xml(plan, release(), "de", BASE)) == []
    assert complaints_about_json(schedule_json(plan, release(), "de", BASE)) == []
