"""Whatever is in a file: no item is lost, the numbers add up, and a second import changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.programme.importing.files import event, frab_json, frab_xml

from hromada.kernel.refusal import Refusal
from hromada.programme.actions import import_programme
from hromada.programme.importing.reading import read

TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)
EVENTS = st.builds(
    event,
    guid=st.sampled_from(["", "x", "0b6fdb4c-5d3f-4c30-8f0e-0d5c51b3a001", "0b6fdb4c-5d3f-4c30-8f0e-0d5c51b3a002"]),
    title=TEXTS,
    start=st.sampled_from(["09:00", "12:30", "23:55"]),
    duration=st.sampled_from(["0:45", "", "00:00", "9:00:00", "never"]),
    persons=st.lists(TEXTS, max_size=3).map(tuple),
    room=TEXTS,
    track=TEXTS,
    type=TEXTS,
    language=st.sampled_from(["de", "uk", "en", "de, en", "", "?"]),
    abstract=TEXTS,
)
FILES = st.lists(EVENTS, min_size=1, max_size=6)


@given(events=FILES, form=st.sampled_from([frab_xml, frab_json]))
@settings(max_examples=150, deadline=None)
def test_no_item_is_lost(events, form):
    reading = read(form(events))

    assert reading.found == len(events) == len(reading.programme.sessions) + reading.left_out
    assert len({one.uid for one in reading.programme.sessions}) == len(reading.programme.sessions)
    assert len({one.key for one in reading.programme.sessions}) == len(reading.programme.sessions)


@given(content=st.binary(max_size=200), start=st.sampled_from([b"", b"{", b"<schedule>", b"BEGIN:VCALENDAR\n", b"[{"]))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(content, start):
    try:
        reading = read(start + content)
    except Refusal:
        return

    assert reading.found == len(reading.programme.sessions) + reading.left_out


@pytest.mark.django_db(transaction=True)
@given(events=FILES)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_second_import_changes_nothing(events, django_db_blocker):
    from django.db import transaction

    with transaction.atomic():
        first = import_programme(frab_xml(events), slug="auental", by=None, new=True)
        again = import_programme(frab_xml(events), slug="auental", by=None)
        transaction.set_rollback(True)

    assert len(first.plan.new) + first.reading.left_out == len(events)
    assert (again.changes_anything, len(again.plan.unchanged)) == (False, len(first.plan.new))
