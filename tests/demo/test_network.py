"""The real network as the demo has it."""

from __future__ import annotations

import pytest

from hromada.demo import network
from hromada.network.models import Organisation, Partnership

pytestmark = pytest.mark.django_db


def test_all_of_the_real_network_is_there_and_a_second_time_changes_nothing():
    first = network.load()
    second = network.load()

    assert (Organisation.objects.count(), Partnership.objects.count()) == (203, 113)
    assert (first.written, second.written) == (True, False)


def test_no_remark_of_others_came_along():
    network.load()

    assert not Organisation.objects.exclude(note="").exists()
    assert not Partnership.objects.exclude(note="").exists()


def test_kyjiw_is_found_by_every_name():
    network.load()

    found = {
        query: {one.slug for one in Organisation.objects.search(query)} for query in ("Kiew", "Kyiv", "Київ", "kyj")
    }

    assert all("kyjiw" in slugs for slugs in found.values())
    assert found["Kiew"] == {"kyjiw"}
