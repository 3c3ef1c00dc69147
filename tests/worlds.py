"""A world in which there is a number of everything, and of everything in one thing of each sort: the sample.

It grows, so that the same addresses are tried with one, with three and with three hundred. What has one name in an
address is called by one name here, as the sample conference, news item and organisation.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from tests import factories as make
from tests.network.builders import organisation, partnership

from hromada.kernel.audit import name_of
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry, Opened, Wording
from hromada.kernel.uploads.private import private
from hromada.kernel.wording import digest
from hromada.library.forms.news import MOST_LINKS
from hromada.library.models import News
from hromada.network.models import Organisation, Partner, Partnership
from hromada.programme import models
from hromada.programme.actions import edit_session, publish
from hromada.programme.models.personal_link import digest_of
from hromada.programme.snapshot import Finality, Presence, from_json, to_json

SLUG = "many"
TOKEN = "t0ken-of-the-sample"
_IN_THREE = {"de": "Wasser", "uk": "Вода", "en": "Water"}
_MOST_IN_ONE = 30
"""No session has three hundred people on its stage, and nobody appears in three hundred sessions."""


class World:
    PEOPLE = ("administrator", "co_organiser", "organiser")

    def __init__(self) -> None:
        self.size = 0
        self.edition = make.EditionFactory(slug=SLUG, is_public=True, is_current=True)
        self.speaker = make.PersonFactory(key=SLUG, biography=_IN_THREE)
        self.organiser, self.co_organiser, self.administrator = make.PersonFactory.create_batch(3)
        self.administrator.is_superuser = True
        self.administrator.save()
        make.RoleFactory(edition=self.edition, person=self.organiser, kind=models.Role.Kind.ORGANISER)
        self.role = make.RoleFactory(edition=self.edition, kind=models.Role.Kind.READER)
        day = _at(self.edition, 0, 8), _at(self.edition, 0, 20)
        self.forum = make.SessionFactory(edition=self.edition, key="forum", starts=day[0], ends=day[1])
        self.session = make.SessionFactory(
            edition=self.edition, key=SLUG, parent=self.forum, starts=day[0], ends=day[1]
        )
        make.CoOrganiserFactory(session=self.forum, person=self.co_organiser)
        self.topic = make.TopicFactory(edition=self.edition, position=0)
        self.appearance = make.AppearanceFactory(session=self.session, person=self.speaker, position=400)
        self.organisation = organisation(slug=SLUG)
        self.partnership = partnership(self.organisation, organisation())
        default_storage.save("news/sample/320.webp", ContentFile(b"RIFF"))
        self.news = make.NewsFactory(slug=SLUG, editions=[self.edition], published_at=timezone.now(), **_news_picture())
        self.document = make.DocumentFactory(edition=self.edition, is_offered=True)
        self.material = make.MaterialFactory(session=self.session)
        self.answer = self._answer()
        self.link = models.PersonalLink.objects.create(
            edition=self.edition, person=self.speaker, address=self.speaker.email, **_opened_by(TOKEN)
        )

    def _answer(self) -> models.Answer:
        private.save("answers/sent/320.webp", ContentFile(b"RIFF"))
        return make.AnswerFactory(
            edition=self.edition, person=self.speaker, portrait="answers/sent/320.webp", texts=_proposals()
        )

    def grow(self, size: int) -> None:
        """Until there are ``size`` of everything beside the samples."""
        self.new = range(self.size, size)
        self.into_one = len(range(self.size, min(size, _MOST_IN_ONE)))
        self.size = size
        self._grow_places()
        self._grow_network()
        self._grow_people()
        self._grow_sessions()
        self._grow_pieces()
        self._grow_answers()
        self._grow_team()
        self._grow_history()
        self._grow_releases()
        self._grow_editions()
        self._grow_library()

    def _grow_places(self) -> None:
        in_order = {"edition": self.edition, "position": factory.Sequence(lambda n: n + 1)}
        self.venues = _store(make.VenueFactory, self.new, **in_order)
        self.rooms = models.Room.objects.bulk_create(
            make.RoomFactory.build(edition=self.edition, venue=venue, booths=1, capacity=40) for venue in self.venues
        )
        self.topics = _store(make.TopicFactory, self.new, **in_order)
        models.Term.objects.bulk_create(models.Term(wording={"de": f"Wasser {n}", "uk": f"Вода {n}"}) for n in self.new)

    def _grow_network(self) -> None:
        self.organisations = Organisation.objects.bulk_create(
            _searchable(Organisation(slug=f"beside-{n}", name=_numbered(n), country="UA", latitude=50, longitude=30))
            for n in self.new
        )
        made = Partnership.objects.bulk_create(Partnership(kind="twinning", status="active") for _n in self.new)
        Partner.objects.bulk_create(
            Partner(partnership=one, organisation=partner, position=position)
            for one, other in zip(made, self.organisations, strict=True)
            for position, partner in enumerate((self.organisation, other))
        )
        Partner.objects.bulk_create(
            Partner(partnership=self.partnership, organisation=other, position=2 + n)
            for n, other in zip(self.new, self.organisations[: self.into_one], strict=False)
        )

    def _grow_people(self) -> None:
        self.people = _store(
            make.PersonFactory,
            self.new,
            biography={"de": "Mara baut Brücken.", "uk": "Мара будує мости."},
            portrait="portraits/sample/320.webp",
            portrait_width=320,
            portrait_height=320,
            portrait_credit="Anna Licht",
            published_with_consent_on=date(2030, 1, 1),
        )

    def _grow_sessions(self) -> None:
        """Each in its room, on one of three days, with an older translation and none into English."""
        self.sessions = models.Session.objects.bulk_create(
            make.SessionFactory.build(
                edition=self.edition,
                parent=self.forum,
                room=room,
                starts=_at(self.edition, n % 3, 8 + n // 3 % 10),
                ends=_at(self.edition, n % 3, 9 + n // 3 % 10),
                abstract=Localised({"de": f"Über Wasser {n}", "uk": f"Про воду {n}"}),
                floor=["de", "uk"],
                interpreted=["en"],
            )
            for n, room in zip(self.new, self.rooms, strict=True)
        )
        through = models.Session.topics.through
        through.objects.bulk_create(
            through(session=session, topic=topic)
            for own, topic in zip(self.sessions, self.topics, strict=True)
            for session in (own, self.session)
        )
        Wording.objects.bulk_create(
            Wording(
                thing=name_of(one),
                field="abstract",
                language="uk",
                digest=digest(one.abstract["uk"]),
                source_language="de",
                source=digest("Es stand anders da."),
            )
            for one in self.sessions
        )

    def _grow_pieces(self) -> None:
        """People, organisers and materials: each session has its own, and the sample those of everyone."""
        sessions = [*self.sessions, *[self.session] * self.into_one]
        people = [*self.people, *self.people[: self.into_one]]
        bodies = [*self.organisations, *self.organisations[: self.into_one]]
        announced = {"function": Localised(_IN_THREE), "organisation_name": Localised(_IN_THREE)}
        build = make.AppearanceFactory.build
        asked = models.Appearance.State.TO_BE_CONFIRMED
        models.Appearance.objects.bulk_create(
            build(session=session, person=person, organisation=of, state=asked, **announced)
            for session, person, of in zip(sessions, people, bodies, strict=True)
        )
        self.appearances = models.Appearance.objects.bulk_create(
            build(session=one, person=self.speaker, presence=Presence.RECORDED, **announced)
            for one in self.sessions[: self.into_one]
        )
        models.SessionBody.objects.bulk_create(
            make.SessionBodyFactory.build(session=session, organisation=of)
            for session, of in zip(sessions, bodies, strict=True)
        )
        models.EditionBody.objects.bulk_create(
            make.EditionBodyFactory.build(edition=self.edition, organisation=of) for of in self.organisations
        )
        models.Material.objects.bulk_create(
            make.MaterialFactory.build(session=session, position=n)
            for n, session in enumerate(sessions, start=1 + self.edition.sessions.count())
        )

    def _grow_answers(self) -> None:
        """The sample person replies to each appearance, and everyone else to one."""
        answers = models.Answer.objects.bulk_create(
            make.AnswerFactory.build(edition=self.edition, person=one, texts=_proposals()) for one in self.people
        )
        firsts = models.Appearance.objects.filter(person__in=self.people, session__in=self.sessions)
        of_person = {one.person_id: one for one in firsts}
        replied = [(answer, of_person[answer.person_id]) for answer in answers]
        models.Reply.objects.bulk_create(
            models.Reply(answer=answer, appearance=one, says="yes", texts={"function.de": "Leitung"})
            for answer, one in [*replied, *((self.answer, one) for one in self.appearances)]
        )
        files = models.SentFile.objects.bulk_create(
            models.SentFile(answer=self.answer, session=one, file=f"answers/{one.pk}/Folien.pdf", size=1)
            for one in self.sessions[: self.into_one]
        )
        models.Decision.objects.bulk_create(
            models.Decision(answer=self.answer, item=f"file.{one.pk}", is_accepted=True, by=self.organiser)
            for one in files
        )
        models.PersonalLink.objects.bulk_create(
            models.PersonalLink(edition=self.edition, person=one, address=one.email, **_opened_by(f"of {one.pk}"))
            for one in self.people
        )

    def _grow_team(self) -> None:
        models.Role.objects.bulk_create(
            make.RoleFactory.build(edition=self.edition, person=one, kind=models.Role.Kind.READER)
            for one in self.people
        )
        models.CoOrganiser.objects.bulk_create(
            make.CoOrganiserFactory.build(session=session, person=person)
            for session, person in [
                *zip(self.sessions, self.people, strict=True),
                *((self.session, person) for person in self.people[: self.into_one]),
            ]
        )
        Opened.objects.bulk_create(
            Opened(thing=name_of(self.session), person=one, beaten_at=timezone.now())
            for one in self.people[: self.into_one]
        )

    def _grow_history(self) -> None:
        here, entries = name_of(self.edition), []
        for one, person, room in zip(self.sessions, self.people, self.rooms, strict=True):
            changes = {"title.de": [f"Vor {person.pk}", f"Nach {person.pk}"], "room": [None, room.pk]}
            edited = {"verb": "edited", "by": person, "within": here, "details": {"changes": changes}}
            entries += [
                AuditEntry(thing=name_of(person), verb="created", by=self.organiser, within=here),
                *(AuditEntry(thing=name_of(thing), **edited) for thing in (one, self.session)),
            ]
        AuditEntry.objects.bulk_create(entries)
        models.ImportRun.objects.bulk_create(
            models.ImportRun(
                edition=self.edition, by=one, name="a.xlsx", content=b"", language="de", marked=b"PK", state="cancelled"
            )
            for one in self.people
        )

    def _grow_releases(self) -> None:
        """The last is of the draft as it is now; those before it hold what was public before."""
        last = self.edition.releases.order_by("-number").first()
        if last is None:
            last = self._publish(1, Finality.PRELIMINARY)
        models.Release.objects.bulk_create(
            models.Release(
                edition=self.edition,
                number=number,
                finality=Finality.FINAL,
                published_at=_published(number),
                published_by=self.organiser,
                content=last.content,
            )
            for number in range(last.number + 1, self.size + 1)
        )
        self._publish(self.size + 1, Finality.FINAL)

    def _publish(self, number: int, finality: Finality) -> models.Release:
        return publish(self.edition, finality=finality, note={}, by=self.organiser, published_at=_published(number))

    def _grow_editions(self) -> None:
        """Each with a release, and with the organiser among those who work on it."""
        first = from_json(bytes(self.edition.releases.get(number=1).content))
        self.editions = models.Edition.objects.bulk_create(
            make.EditionFactory.build(slug=f"beside-{n}", is_public=True, starts_on=date(2029, 1, 1) - timedelta(n))
            for n in self.new
        )
        models.Release.objects.bulk_create(
            models.Release(
                edition=one,
                number=1,
                finality=Finality.FINAL,
                published_at=_published(1),
                content=to_json(replace(first, edition=replace(first.edition, slug=one.slug))),
            )
            for one in self.editions
        )
        models.Role.objects.bulk_create(
            make.RoleFactory.build(edition=one, person=self.organiser, kind=models.Role.Kind.ORGANISER)
            for one in self.editions
        )

    def _grow_library(self) -> None:
        News.editions.through.objects.bulk_create(
            News.editions.through(news=self.news, edition=one) for one in self.editions[: self.into_one]
        )
        News.organisations.through.objects.bulk_create(
            News.organisations.through(news=self.news, organisation=one) for one in self.organisations[: self.into_one]
        )
        self.news.links = [{"title": _IN_THREE, "url": f"/news/news-{n}/"} for n in range(min(self.size, MOST_LINKS))]
        self.news.save()
        items = News.objects.bulk_create(
            make.NewsFactory.build(published_at=timezone.now() - timedelta(hours=n), **_news_picture())
            for n in self.new
        )
        News.editions.through.objects.bulk_create(
            News.editions.through(news=item, edition=one)
            for item, other in zip(items, self.editions, strict=True)
            for one in (self.edition, other)
        )
        News.organisations.through.objects.bulk_create(
            News.organisations.through(news=item, organisation=one) for item in items for one in (self.organisation,)
        )
        make.DocumentFactory._meta.model.objects.bulk_create(
            make.DocumentFactory.build(edition=self.edition, file=self.document.file.name, size=8, is_offered=True)
            for _n in self.new
        )

    def samples(self) -> dict[str, Any]:
        """For each part of an address, the thing of that sort about which there is a number of everything."""
        edit_session(self.session, {"capacity_on_site": self.size}, by=None)
        return {
            "slug": SLUG,
            "edition": SLUG,
            "section": "sessions",
            "token": TOKEN,
            "path": "nothing",
            "key": self.session.key,
            "person": self.speaker.key,
            "speaker": self.speaker.pk,
            "sent": "portrait",
            "appearance": self.appearance.pk,
            "number": 1,
            "run": self.edition.import_runs.first().pk,
            "sort": "materials",
            "name": "title",
            "entry": AuditEntry.objects.filter(thing=name_of(self.session)).latest("pk").pk,
            "language": "uk",
            "term": models.Term.objects.first().pk,
            "parts": "topics",
            "part": self.topic.pk,
            "role": self.role.pk,
            "co_organiser": self.session.co_organisers.first().pk,
            "thing": name_of(self.session),
            "piece": self.material.pk,
            "item": self.news.slug,
            "document": self.document.pk,
            "organisation": self.organisation.pk,
            "partnership": self.partnership.pk,
        }


def _store(factory: Any, new: range, **facts: Any) -> list[Any]:
    return factory._meta.model.objects.bulk_create(factory.build_batch(len(new), **facts))


def _at(edition: Any, day: int, hour: int) -> datetime:
    return datetime.combine(edition.starts_on + timedelta(day), time(hour), edition.zone)


def _published(number: int) -> datetime:
    return datetime(2029, 3, 1, tzinfo=UTC) + timedelta(hours=number)


def _numbered(number: int) -> Localised:
    return Localised({"de": f"Neustadt {number}", "uk": f"Новомісто {number}", "en": f"Newtown {number}"})


def _searchable(one: Organisation) -> Organisation:
    one.search_text = one.what_is_searched()
    return one


def _news_picture() -> dict[str, Any]:
    return {
        "picture": "news/sample/320.webp",
        "picture_width": 320,
        "picture_height": 320,
        "picture_alternative": Localised(_IN_THREE),
        "picture_credit": "Anna Licht",
    }


def _proposals() -> dict[str, str]:
    return {"biography.de": "Mara baut Häuser.", "biography.en": "Mara builds houses."}


def _opened_by(token: str) -> dict[str, Any]:
    now = timezone.now()
    return {"digest": digest_of(token), "sent_at": now, "expires_at": now + models.PersonalLink.LIFETIME}
