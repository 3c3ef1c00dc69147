"""One person of the demo has been asked by letter what they say to their part; the address is invented."""

from __future__ import annotations

from hromada.accounts.models import Person
from hromada.demo.programme import CURRENT
from hromada.programme import actions
from hromada.programme.models import Appearance

ADDRESS = "grusswort@hromada.example"


def load(site: str) -> None:
    """The letter leaves with the worker, and is printed where the demo runs."""
    waiting = Appearance.objects.filter(session__edition__slug=CURRENT, state=Appearance.State.TO_BE_CONFIRMED)
    first = waiting.select_related("session__edition", "person").earliest("session__starts", "position")
    organiser = Person.objects.get(email="organizatsiia@hromada.example")
    first.person.email = ADDRESS
    first.person.save(update_fields=["email"])
    actions.send_link(first.session.edition, first.person, by=organiser, site=site)
