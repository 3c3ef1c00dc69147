"""What search engines may read, each page in each language with its alternates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from hromada.library.models import News
from hromada.network.models import Organisation
from hromada.programme.queries import public_programmes


class _InEveryLanguage(Sitemap):  # type: ignore[type-arg]  # items differ from one to the next
    i18n = True
    alternates = True
    x_default = True


class Pages(_InEveryLanguage):
    """Pages that are there once, and those of each conference: (name of the address, arguments)."""

    def items(self) -> list[tuple[str, tuple[str, ...]]]:
        legal = ["site:imprint", "site:credits", "site:privacy", "site:accessibility"]
        beside = ["network:network", "library:news_list", *legal]
        within = ["site:home", "programme:programme", "programme:people", "programme:changes", "site:downloads"]
        slugs = [programme.edition.slug for programme in public_programmes()]
        return [(name, ()) for name in beside] + [(name, (slug,)) for slug in slugs for name in within]

    def location(self, item: tuple[str, tuple[str, ...]]) -> str:
        name, arguments = item
        return reverse(name, args=arguments)


class Sessions(_InEveryLanguage):
    def items(self) -> list[tuple[str, str]]:
        return [
            (programme.edition.slug, session.key) for programme in public_programmes() for session in programme.sessions
        ]

    def location(self, item: tuple[str, str]) -> str:
        return reverse("programme:session", args=item)


class People(_InEveryLanguage):
    def items(self) -> list[tuple[str, str]]:
        return [
            (programme.edition.slug, speaker.key) for programme in public_programmes() for speaker in programme.speakers
        ]

    def location(self, item: tuple[str, str]) -> str:
        return reverse("programme:person", args=item)


class Organisations(_InEveryLanguage):
    def items(self) -> QuerySet[Organisation]:
        return Organisation.objects.order_by("slug")


class Items(_InEveryLanguage):
    def items(self) -> QuerySet[News]:
        return News.objects.published(timezone.now())

    def lastmod(self, item: News) -> datetime:
        return item.changed_at


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": Pages,
    "sessions": Sessions,
    "people": People,
    "organisations": Organisations,
    "news": Items,
}
