"""News: what happens around the conferences and in the network."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import Localised, LocalisedField
from hromada.kernel.uploads import Unguessable
from hromada.network.models import Organisation
from hromada.programme.models import Edition
from hromada.programme.snapshot import Picture

OFFICE_ZONE = "Europe/Berlin"
"""News are dated in the zone of the network's seat, Germany."""


def lead_somewhere(links: list[dict[str, Any]]) -> None:
    """Related links have a title and lead to a page of this site or to the web."""
    for link in links:
        if not link.get("title") or not re.match(r"(?:https?:/)?/[^\s/]", str(link.get("url", ""))):
            raise ValidationError(
                _("“%(url)s” is not a related link: it needs a title, and an address that begins with https:// or /."),
                code="link",
                params={"url": link.get("url", "")},
            )


class NewsQuerySet(models.QuerySet["News"]):
    def published(self, now: datetime) -> NewsQuerySet:
        """What the public sees at ``now``, the latest first; drafts have no date, announced ones a later one."""
        return self.filter(published_at__lte=now).order_by("-published_at", "slug")

    def in_the_office(self) -> NewsQuerySet:
        """Drafts first, the latest written of them on top; then what is announced and published, the latest first."""
        return self.order_by(F("published_at").desc(nulls_first=True), "-changed_at", "slug")

    def of_edition(self, slug: str) -> NewsQuerySet:
        return self.filter(editions__slug=slug)

    def next_publication(self, now: datetime) -> datetime | None:
        """When the public will see more than at ``now``, as far as is known."""
        waiting = self.filter(published_at__gt=now).order_by("published_at")
        return waiting.values_list("published_at", flat=True).first()


class News(models.Model):
    """``published_at`` empty: a draft.

    ``links`` is a list of {"title": {language: text}, "url": …}; an address that begins with "/" is a page of this
    site without its language.
    """

    slug = models.SlugField(_("Name in addresses"), max_length=120, unique=True)
    editions: models.ManyToManyField[Edition, models.Model] = models.ManyToManyField(
        Edition, blank=True, related_name="+", verbose_name=_("About conferences")
    )
    organisations: models.ManyToManyField[Organisation, models.Model] = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("About organisations")
    )
    title = LocalisedField(_("Title"))
    summary = LocalisedField(_("Summary"), blank=True)
    body = LocalisedField(_("Text"), blank=True)
    links: models.JSONField[Any, Any] = models.JSONField(
        _("Related links"), default=list, blank=True, validators=[lead_somewhere]
    )
    published_by = LocalisedField(_("Published by"))
    published_at = models.DateTimeField(_("Published at"), null=True, blank=True)
    changed_at = models.DateTimeField(_("Last changed at"), auto_now=True)
    picture = models.ImageField(
        _("Picture"),
        upload_to=Unguessable("news"),
        blank=True,
        width_field="picture_width",
        height_field="picture_height",
    )
    picture_width = models.PositiveIntegerField(null=True, editable=False)
    picture_height = models.PositiveIntegerField(null=True, editable=False)
    picture_alternative = LocalisedField(_("Alternative text of the picture"), blank=True)
    picture_credit = models.CharField(_("Credit of the picture"), max_length=200, blank=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        indexes = [models.Index(F("published_at").desc(nulls_last=True), name="news_by_date")]
        constraints = [
            models.CheckConstraint(
                name="news_picture_is_credited_and_described",
                condition=Q(picture="") | (~Q(picture_credit="") & ~Q(picture_alternative={})),
                violation_error_message=_("A picture needs a credit and an alternative text."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("library:news_item", args=[self.slug])

    @property
    def published_on(self) -> datetime | None:
        """On the clock by which news are dated."""
        return self.published_at.astimezone(ZoneInfo(OFFICE_ZONE)) if self.published_at else None

    @property
    def related(self) -> list[tuple[Localised, str]]:
        """Title and address of each related link, pages of this site in the reader's language."""
        return [
            (
                Localised(link["title"]),
                f"/{get_language()}{link['url']}" if link["url"].startswith("/") else link["url"],
            )
            for link in self.links
        ]

    @property
    def illustration(self) -> Picture | None:
        """The picture with what is said about it."""
        if not self.picture:
            return None
        return Picture(
            path=str(self.picture.name),
            width=self.picture_width or 0,
            height=self.picture_height or 0,
            alternative=self.picture_alternative,
            credit=self.picture_credit,
        )

    def public_editions(self) -> models.QuerySet[Edition]:
        """The conferences it is about, as far as the public knows of them."""
        return self.editions.all() & Edition.objects.public()

    @property
    def paragraphs(self) -> list[Localised]:
        """The text, a paragraph each; a paragraph stands in the language in which the whole text is shown."""
        language = self.body.language()
        if language is None:
            return []
        return [Localised({language: part.strip()}) for part in self.body[language].split("\n\n") if part.strip()]
