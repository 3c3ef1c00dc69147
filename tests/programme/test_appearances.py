"""People say yes, say no, and are replaced; what the public learns of it."""

from __future__ import annotations

import pytest
from tests.factories import AppearanceFactory, PersonFactory, SessionFactory

from hromada.kernel.audit import history_of
from hromada.kernel.localised import Localised
from hromada.kernel.refusal import Refusal
from hromada.programme import actions, queries
from hromada.programme.models import Appearance, Session
from hromada.programme.snapshot import Finality, Presence, Standing

pytestmark = pytest.mark.django_db


def public_after_publishing(session: Session) -> list[tuple[str, Standing, Localised | None]]:
    actions.publish(session.edition, finality=Finality.PRELIMINARY, note={}, by=None)
    programme = queries.public_edition(session.edition.slug).programme
    (published,) = (one for one in programme.sessions if one.key == session.key)
    return [(one.speaker, one.standing, one.replaces) for one in published.appearances]


def test_who_says_yes_is_confirmed_and_who_says_no_disappears() -> None:
    session = SessionFactory(edition__is_public=True)
    yes, no = (AppearanceFactory(session=session, state="to_be_confirmed", position=n) for n in (1, 2))
    tbc = Standing.TO_BE_CONFIRMED
    assert public_after_publishing(session) == [(yes.person.key, tbc, None), (no.person.key, tbc, None)]

    actions.confirm(yes, by=None, presence=Presence.VIDEO_LINK)
    actions.decline(no, by=None)

    assert public_after_publishing(session) == [(yes.person.key, Standing.CONFIRMED, None)]
    yes.refresh_from_db()
    assert yes.presence == Presence.VIDEO_LINK


def test_a_replacement_takes_part_and_position_and_the_public_reads_whose_place_it_is() -> None:
    session = SessionFactory(edition__is_public=True)
    leaving = AppearanceFactory(session=session, part="moderator", position=1)
    staying = AppearanceFactory(session=session, position=2)
    public_after_publishing(session)
    coming = PersonFactory()

    successor = actions.replace_person(leaving, coming, by=None, function={"de": "Stadträtin"})

    assert (successor.part, successor.position, successor.state) == ("moderator", 1, "to_be_confirmed")
    expected = [
        (coming.key, Standing.TO_BE_CONFIRMED, leaving.person.name),
        (staying.person.key, Standing.CONFIRMED, None),
    ]
    assert public_after_publishing(session) == expected


def test_whose_place_it_is_stays_told_in_later_releases() -> None:
    session = SessionFactory(edition__is_public=True)
    leaving = AppearanceFactory(session=session)
    public_after_publishing(session)
    successor = actions.replace_person(leaving, PersonFactory(), by=None)
    public_after_publishing(session)
    actions.confirm(successor, by=None)

    told = public_after_publishing(session)

    assert told == [(successor.person.key, Standing.CONFIRMED, leaving.person.name)]


def test_someone_who_was_never_announced_is_not_named_as_replaced() -> None:
    session = SessionFactory(edition__is_public=True)
    announced = AppearanceFactory(session=session)
    public_after_publishing(session)

    in_between = actions.replace_person(announced, PersonFactory(), by=None)
    last = actions.replace_person(in_between, PersonFactory(), by=None)
    never_announced = AppearanceFactory(session=session, position=9)
    other = actions.replace_person(never_announced, PersonFactory(), by=None)

    assert public_after_publishing(session) == [
        (last.person.key, Standing.TO_BE_CONFIRMED, announced.person.name),
        (other.person.key, Standing.TO_BE_CONFIRMED, None),
    ]


def test_the_chain_of_replacements_is_the_history_of_a_place() -> None:
    first = AppearanceFactory()
    second = actions.replace_person(first, PersonFactory(), by=None)
    third = actions.replace_person(second, PersonFactory(), by=None)
    assert third.replaces is not None
    assert (third.replaces, third.replaces.replaces) == (second, first)
    states = Appearance.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["declined", "declined", "to_be_confirmed"]


@pytest.mark.parametrize(
    ("case", "code"),
    [("themselves", "same_person"), ("someone already there", "already_there"), ("a place already given", "replaced")],
)
def test_a_replacement_that_makes_no_sense_is_refused(case: str, code: str) -> None:
    appearance = AppearanceFactory()
    person = PersonFactory()
    if case == "themselves":
        person = appearance.person
    elif case == "someone already there":
        AppearanceFactory(session=appearance.session, person=person)
    else:
        actions.replace_person(appearance, PersonFactory(), by=None)
    before = list(Appearance.objects.order_by("pk").values())

    with pytest.raises(Refusal) as refusal:
        actions.replace_person(appearance, person, by=None)

    assert refusal.value.code == code
    assert list(Appearance.objects.order_by("pk").values()) == before


def test_who_was_replaced_cannot_confirm_any_more() -> None:
    appearance = AppearanceFactory()
    actions.replace_person(appearance, PersonFactory(), by=None)
    with pytest.raises(Refusal) as refusal:
        actions.confirm(appearance, by=None)
    assert refusal.value.code == "replaced"


def test_who_did_what_stands_in_the_history_of_the_appearance_and_of_the_edition() -> None:
    organiser = PersonFactory()
    appearance = AppearanceFactory(state="to_be_confirmed")
    actions.confirm(appearance, by=organiser)
    successor = actions.replace_person(appearance, PersonFactory(), by=organiser)

    told = [(entry.verb, entry.by, entry.details) for entry in history_of(appearance)]

    assert told == [
        (
            "replaced",
            organiser,
            {
                "person": appearance.person_id,
                "successor": successor.person_id,
                "changes": {"state": ["confirmed", "declined"]},
            },
        ),
        ("confirmed", organiser, {"changes": {"state": ["to_be_confirmed", "confirmed"]}}),
    ]
    assert [entry.verb for entry in history_of(appearance.session.edition)] == [
        "created",
        "replaced",
        "confirmed",
    ]
