"""People, conferences and what they are made of, each valid with as little as possible said."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from factory.django import DjangoModelFactory

from hromada.accounts.models import Person
from hromada.kernel.localised import Localised
from hromada.library.models import Document, News
from hromada.programme import models, snapshot


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    key = factory.Sequence(lambda n: f"somebody-{n}")
    email = factory.Sequence(lambda n: f"somebody-{n}@hromada.example")
    name = factory.Sequence(lambda n: Localised({"de": f"Mara Lindenbach {n}", "uk": f"Мара Лінденбах {n}"}))
    password = "!"


class EditionFactory(DjangoModelFactory):
    class Meta:
        model = models.Edition

    slug = factory.Sequence(lambda n: f"auental-{2030 + n}")
    name = Localised({"de": "Partnerschaftskonferenz", "uk": "Конференція партнерств", "en": "Partnership Conference"})
    city = Localised({"de": "Auental", "uk": "Ауенталь", "en": "Auental"})
    starts_on = date(2030, 5, 14)
    ends_on = factory.LazyAttribute(lambda edition: edition.starts_on + timedelta(days=2))
    languages = factory.LazyFunction(lambda: ["de", "uk", "en"])


class EditionBodyFactory(DjangoModelFactory):
    class Meta:
        model = models.EditionBody

    edition = factory.SubFactory(EditionFactory)
    role = models.EditionBody.Role.ORGANISER
    name = factory.Sequence(lambda n: Localised({"de": f"Stadt Auental {n}", "uk": f"Місто Ауенталь {n}"}))


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = models.Role

    edition = factory.SubFactory(EditionFactory)
    person = factory.SubFactory(PersonFactory)
    kind = models.Role.Kind.EDITOR


class _OfEdition(DjangoModelFactory):
    class Meta:
        abstract = True

    edition = factory.SubFactory(EditionFactory)


class VenueFactory(_OfEdition):
    class Meta:
        model = models.Venue

    key = factory.Sequence(lambda n: f"venue-{n}")
    name = factory.Sequence(lambda n: Localised({"de": f"Kongresshalle {n}", "uk": f"Конгрес-хол {n}"}))


class RoomFactory(_OfEdition):
    class Meta:
        model = models.Room

    key = factory.Sequence(lambda n: f"room-{n}")
    name = factory.Sequence(lambda n: Localised({"de": f"Saal {n}", "uk": f"Зала {n}"}))
    position = factory.Sequence(lambda n: n)


class TopicFactory(_OfEdition):
    class Meta:
        model = models.Topic

    key = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: Localised({"de": f"Wasser {n}", "uk": f"Вода {n}"}))


class SessionFactory(_OfEdition):
    """A workshop on the first day, from ten to eleven by the clock of the place, unless said otherwise."""

    class Meta:
        model = models.Session

    key = factory.Sequence(lambda n: f"session-{n}")
    kind = snapshot.Kind.WORKSHOP
    title = factory.Sequence(lambda n: Localised({"de": f"Werkstatt {n}", "uk": f"Майстерня {n}"}))
    starts = factory.LazyAttribute(lambda session: _at(session.edition, 10))
    ends = factory.LazyAttribute(lambda session: _at(session.edition, 11))


class SessionBodyFactory(DjangoModelFactory):
    class Meta:
        model = models.SessionBody

    session = factory.SubFactory(SessionFactory)
    name = factory.Sequence(lambda n: Localised({"de": f"Stadtwerke Auental {n}"}))


class MaterialFactory(DjangoModelFactory):
    class Meta:
        model = models.Material

    session = factory.SubFactory(SessionFactory)
    title = Localised({"de": "Folien", "uk": "Слайди"})
    url = factory.Sequence(lambda n: f"https://example.org/slides-{n}.pdf")


class AppearanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Appearance

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    state = models.Appearance.State.CONFIRMED


class CoOrganiserFactory(DjangoModelFactory):
    class Meta:
        model = models.CoOrganiser

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)


class NewsFactory(DjangoModelFactory):
    """A draft."""

    class Meta:
        model = News
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"news-{n}")
    title = factory.Sequence(lambda n: Localised({"de": f"Neues {n}", "uk": f"Нове {n}", "en": f"News {n}"}))
    body = Localised({"de": "Es geht voran.", "uk": "Справи просуваються."})
    published_by = Localised({"de": "Redaktion", "uk": "Редакція", "en": "Editors"})

    @factory.post_generation
    def editions(self, create: bool, extracted: Any, **_more: Any) -> None:
        if create:
            self.editions.set(extracted or ())


class DocumentFactory(_OfEdition):
    """Hidden. Tests give MEDIA_ROOT a folder of its own."""

    class Meta:
        model = Document

    title = factory.Sequence(lambda n: Localised({"de": f"Dokumentation {n}", "uk": f"Документація {n}"}))
    file = factory.LazyFunction(lambda: default_storage.save("documents/x/Programm.pdf", ContentFile(b"%PDF-1.7")))
    position = factory.Sequence(lambda n: n)


class AnswerFactory(DjangoModelFactory):
    """Sent by the person, with a portrait that they may show where one is given."""

    class Meta:
        model = models.Answer

    edition = factory.SubFactory(EditionFactory)
    person = factory.SubFactory(PersonFactory)
    state = models.Answer.State.OPEN
    version = 1
    saved_at = sent_at = factory.LazyFunction(timezone.now)
    portrait_width = portrait_height = factory.Maybe("portrait", 320, None)
    portrait_credit = factory.Maybe("portrait", "Anna Licht", "")
    consents = factory.Maybe("portrait", True, None)
    consented_on = factory.Maybe("portrait", date(2030, 1, 1), None)


def _at(edition: Any, hour: int) -> datetime:
    return datetime.combine(edition.starts_on, time(hour), edition.zone)
