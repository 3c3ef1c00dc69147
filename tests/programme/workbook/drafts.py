"""A draft that has a bit of everything, and workbooks of it as someone at a desk would change them."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

from openpyxl import load_workbook
from tests.factories import (
    AppearanceFactory,
    EditionFactory,
    MaterialFactory,
    PersonFactory,
    RoomFactory,
    SessionBodyFactory,
    SessionFactory,
    TopicFactory,
    VenueFactory,
)

from hromada.accounts.models import Person
from hromada.network.models import Organisation
from hromada.programme import models
from hromada.programme.workbook.making import draft_workbook

TABLES = (
    models.Venue, models.Room, models.Topic, models.Session, models.Appearance, models.SessionBody, models.Material,
    Person,
)  # fmt: skip


def rich_draft():
    """Hidden and listed sessions, one without a time, a forum with a part, a replaced speaker, night, odd texts."""
    edition = EditionFactory(slug="auental", starts_on=date(2027, 5, 12), ends_on=date(2027, 5, 13))
    org = Organisation.objects.create(slug="lviv", name={"de": "Lwiw"}, country="UA")
    hall = VenueFactory(
        edition=edition, key="hall", name={"de": "Halle", "uk": "Хол"}, address="Am Ufer 1", role={"de": "Plenum"}
    )
    VenueFactory(edition=edition, key="town-hall", name={"de": "Rathaus"}, position=1)
    big = RoomFactory(
        edition=edition,
        key="big",
        name={"de": "Saal 1", "uk": "Зала 1"},
        venue=hall,
        capacity=300,
        booths=2,
        streamed=True,
        position=0,
    )
    RoomFactory(edition=edition, key="twin", name={"de": "Nische"}, position=1)
    RoomFactory(edition=edition, key="twin-2", name={"de": "Nische"}, position=2)
    water = TopicFactory(edition=edition, key="water", name={"de": "Wasser", "en": "Water"})
    TopicFactory(edition=edition, key="odd", name={"de": "Energie; Wärme"}, position=1)
    forum = SessionFactory(
        edition=edition, key="forum", kind="forum", title={"de": "Forum „Wasser“", "uk": "Форум", "fr": "Le forum"},
        abstract={"de": "Erster Absatz.\n\nZweiter – 24.\xa0Mai.", "en": "=1+1"}, note={"uk": "+380 …"}, room=big,
        starts=at(12, 8), ends=at(12, 10, 30), format="hybrid", access="public", floor=["de", "uk"],
        interpreted=["en", "gsg"], capacity_on_site=80, capacity_online=0, sign_up=True,
    )  # fmt: skip
    forum.topics.add(water)
    SessionFactory(
        edition=edition, key="part", title={"de": "=HYPERLINK(1)", "en": "<script>alert(1)</script>"}, parent=forum,
        starts=at(12, 8, 15), ends=at(12, 9), room=None, venue=hall,
    )  # fmt: skip
    SessionFactory(
        edition=edition, key="night", kind="reception", title={"uk": "Прийом"}, starts=at(13, 20), ends=at(14, 1),
        access="invitation", listed=True,
    )  # fmt: skip
    SessionFactory(
        edition=edition,
        key="secret",
        title={"de": "Vertraulich"},
        starts=at(13, 7),
        ends=at(13, 8),
        access="invitation",
    )
    SessionFactory(edition=edition, key="someday", title={"de": "Irgendwann"}, starts=None, ends=None)
    anna = PersonFactory(key="anna", name={"de": "Anna Linde", "uk": "Анна Лінде"}, biography={"de": "Lebt."})
    olena = PersonFactory(key="olena", name={"de": "Olena Schewtschuk", "uk": "Олена Шевчук"})
    nobody = PersonFactory(key=None, name={"en": "Nobody Yet"})
    declined = AppearanceFactory(session=forum, person=anna, state="declined", part="speaker", position=0)
    AppearanceFactory(
        session=forum, person=olena, part="speaker", state="to_be_confirmed", presence="video_link", replaces=declined,
        function={"de": "Bürgermeisterin", "uk": "міська голова"}, organisation_name={"de": "Stadt Lwiw"},
        organisation=org, position=0,
    )  # fmt: skip
    AppearanceFactory(session=forum, person=anna, part="moderator", position=1)
    AppearanceFactory(session=forum.edition.sessions.get(key="secret"), person=nobody, part="host", presence="recorded")
    SessionBodyFactory(session=forum, name={"de": "Stadt Lwiw", "uk": "Львів"}, organisation=org, position=0)
    SessionBodyFactory(session=forum, name={"de": "@twitter"}, position=1)
    MaterialFactory(session=forum, title={"de": "Folien"}, url="https://example.org/a%20b.pdf?x=1&y=2", language="uk")
    # Of another conference: must stay as it is, whatever a workbook says.
    other = EditionFactory(slug="elsewhere")
    AppearanceFactory(session=SessionFactory(edition=other, key="forum"), person=olena)
    return edition


def at(day, hour, minute=0):
    return datetime(2027, 5, day, hour, minute, tzinfo=UTC)


def everything():
    """All that is stored, cell by cell."""
    found = {
        (table.__name__, row["id"], name): value
        for table in TABLES
        for row in table.objects.order_by("pk").values()
        for name, value in row.items()
    }
    topics = models.Session.topics.through.objects.order_by("session", "topic").values_list("session", "topic")
    return {**found, "topics": list(topics), "editions": list(models.Edition.objects.order_by("pk").values())}


def difference(before, after):
    """What is stored differently now, by table and field, as (before, after)."""
    return {
        (key if isinstance(key, str) else (key[0], key[2])): (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


class Desk:
    """A workbook, opened in a spreadsheet."""

    def __init__(self, content):
        self.workbook = load_workbook(io.BytesIO(content))

    @classmethod
    def of(cls, edition, language="en"):
        return cls(draft_workbook(edition, language))

    def heads(self, sheet):
        return {cell.value: cell.column for cell in self.workbook[sheet][1]}

    def find(self, key, sheet=None):
        """The sheet and the row in which the key stands."""
        for one in [self.workbook[sheet]] if sheet else self.workbook:
            for row in range(2, one.max_row + 1):
                if one.cell(row, 1).value == key and one.cell(1, 1).value == "Key":
                    return one, row
        raise LookupError(key)

    def cell(self, key, head, sheet=None):
        found, row = self.find(key, sheet)
        return found.cell(row, self.heads(found.title)[head])

    def write(self, key, head, value, sheet=None):
        self.cell(key, head, sheet).value = value

    def add(self, sheet, **by_head):
        heads, one = self.heads(sheet), self.workbook[sheet]
        row = one.max_row + 1
        for head, value in by_head.items():
            one.cell(row, heads[head.replace("_", " ")]).value = value
        return row

    def delete(self, key, sheet=None):
        found, row = self.find(key, sheet)
        found.delete_rows(row)

    @property
    def content(self):
        file = io.BytesIO()
        self.workbook.save(file)
        return file.getvalue()
