"""News of the demo, from ``data/news.json``."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.core.files.base import ContentFile

from hromada.kernel.localised import Localised
from hromada.library.models import News
from hromada.network.models import Organisation
from hromada.programme.models import Edition

DATA = files("hromada.demo") / "data"


def load() -> None:
    """Store the items that are not there yet."""
    for item in json.loads((DATA / "news.json").read_text(encoding="utf-8")):
        if not News.objects.filter(slug=item["slug"]).exists():
            _store(item)


def _store(item: dict[str, Any]) -> None:
    news = News(
        slug=item["slug"],
        title=Localised(item["title"]),
        summary=Localised(item["summary"]),
        body=Localised(item["body"]),
        links=item.get("links", []),
        published_by=Localised(item["published_by"]),
        published_at=datetime.fromisoformat(item["published_at"]),
    )
    if picture := item.get("picture"):
        name = picture["file"]
        news.picture_alternative = Localised(picture["alternative"])
        news.picture_credit = picture["credit"]
        news.picture.save(name, ContentFile((DATA / "pictures" / name).read_bytes()), save=False)
    news.full_clean()
    news.save()
    news.editions.set(_found(Edition, item.get("editions", [])))
    news.organisations.set(_found(Organisation, item.get("organisations", [])))


def _found(model: type[Edition] | type[Organisation], slugs: list[str]) -> list[Any]:
    """All of them; a slug that leads nowhere is a mistake in the data and raises DoesNotExist."""
    return [model._default_manager.get(slug=slug) for slug in slugs]
