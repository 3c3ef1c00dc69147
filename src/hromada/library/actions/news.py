"""News are written, published and withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hromada.accounts.models import Person
from hromada.kernel import editing
from hromada.kernel.editing import Edited
from hromada.kernel.events import announce
from hromada.kernel.localised import Localised
from hromada.kernel.models import AuditEntry
from hromada.kernel.refusal import Refusal
from hromada.kernel.removing import remove
from hromada.library.events import LibraryChanged
from hromada.library.models import News
from hromada.programme.importing.keys import free_key
from hromada.programme.models import Edition

_LONGEST_SLUG = 120
_MANY = ("editions", "organisations")


@transaction.atomic
def create_news(values: Mapping[str, Any], *, by: Person | None) -> News:
    """A draft. ``values`` by field, ``editions`` and ``organisations`` among them; its name in addresses is made from
    the title, and stays."""
    plain = {name: value for name, value in values.items() if name not in _MANY}
    item = News(slug=_slug(plain.get("title")), **plain)
    many = {name: values.get(name, ()) for name in _MANY}
    return editing.create(item, many, by=by, within=next(iter(many["editions"]), None))


@transaction.atomic
def edit_news(item: News, values: Mapping[str, Any], *, by: Person | None, base: int | None = None) -> Edited[News]:
    """Give the item these values; see ``kernel.editing.edit``."""
    edited = editing.edit(item, values, by=by, base=base, within=_edition_of(item))
    if edited.changes and edited.thing.published_at:
        announce(LibraryChanged())
    return edited


@transaction.atomic
def publish_news(item: News, *, at: datetime | None = None, by: Person | None) -> News:
    """Show the item to the public, now or from ``at`` on."""
    item = News.objects.select_for_update().get(pk=item.pk)
    if not item.body:
        raise Refusal("no_text", _("The item has no text yet: please write it first."))
    values = {"published_at": at or timezone.now()}
    edited = editing.edit(item, values, by=by, within=_edition_of(item), verb="published")
    announce(LibraryChanged())
    return edited.thing


@transaction.atomic
def withdraw_news(item: News, *, by: Person | None) -> News:
    """Make the item a draft again."""
    item = News.objects.select_for_update().get(pk=item.pk)
    if item.published_at is None:
        raise Refusal("not_published", _("The item is not published; somebody has withdrawn it already."))
    edited = editing.edit(item, {"published_at": None}, by=by, within=_edition_of(item), verb="withdrawn")
    announce(LibraryChanged())
    return edited.thing


@transaction.atomic
def delete_news(item: News, *, by: Person | None) -> AuditEntry:
    """Take the item out; the history brings it back."""
    item = News.objects.select_for_update().get(pk=item.pk)
    entry = remove(item, by=by, within=_edition_of(item))
    if item.published_at:
        announce(LibraryChanged())
    return entry


def _edition_of(item: News) -> Edition | None:
    """In whose history it stands: of an item about several, the one it was about first."""
    return item.editions.order_by("starts_on").first()


def _slug(title: Mapping[str, str] | None) -> str:
    """Names in Latin letters first; one in Cyrillic alone gives no address that could be read."""
    texts = Localised(title)
    readable = [text for text in (texts.get("en"), texts.get("de"), *texts.values()) if text and slugify(text)]
    taken = {"new", *News.objects.values_list("slug", flat=True)}  # new: the page on which one is made
    return free_key(readable[0] if readable else texts.text(), "news", taken, _LONGEST_SLUG)
