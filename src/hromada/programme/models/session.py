"""Session: anything on the programme, in draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from hromada.kernel.localised import LocalisedField
from hromada.programme import labels
from hromada.programme.models.body import AnnouncedBody
from hromada.programme.models.edition import Edition, language_code
from hromada.programme.models.place import Room, Venue
from hromada.programme.snapshot import Access, Format, Kind

if TYPE_CHECKING:
    from hromada.accounts.models import Person


class Topic(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="topics")
    key = models.SlugField(_("Name in addresses"), max_length=80)
    name = LocalisedField(_("Name"))
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["edition", "position", "key"]
        constraints = [
            models.UniqueConstraint(name="topic_key_once_per_edition", fields=["edition", "key"]),
            models.CheckConstraint(name="topic_has_a_name", condition=~Q(name={})),
        ]

    def __str__(self) -> str:
        return str(self.name)


# A person may co-organise a session and one above it: UNION counts what is below both once.
_BRANCHES = """
WITH RECURSIVE branch(id) AS (
    SELECT session_id FROM programme_coorganiser WHERE person_id = %s
    UNION
    SELECT session.id FROM programme_session session JOIN branch ON session.parent_id = branch.id
)
SELECT id FROM branch
"""


class SessionQuerySet(models.QuerySet["Session"]):
    def announced(self) -> SessionQuerySet:
        """Those that the public may know of once they have a time."""
        return self.filter(~Q(access=Access.INVITATION) | Q(listed=True))

    def visible_to(self, person: Person) -> SessionQuerySet:
        """Drafts that the person may read in the office: all of an edition, or the branches they co-organise."""
        return self._of(person, ["organiser", "editor", "reader"])

    def editable_by(self, person: Person) -> SessionQuerySet:
        """Drafts that the person may change."""
        return self._of(person, ["organiser", "editor"])

    def _of(self, person: Person, kinds: list[str]) -> SessionQuerySet:
        if person.is_superuser:
            return self
        by_role = Q(edition__in=Edition.objects.with_role(person, kinds))
        return self.filter(by_role | Q(pk__in=RawSQL(_BRANCHES, [person.pk])))  # noqa: S611  # our own text


class Session(models.Model):
    """``floor``: languages spoken; ``interpreted``: languages interpreted into.

    ``listed``: by invitation, yet announced with title, time and place. ``venue`` counts where there is no room.
    ``uid`` names the session in calendars for ever.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sessions")
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("Part of")
    )
    key = models.SlugField(_("Name in addresses"), max_length=80)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("Kind"), max_length=20, choices=labels.kinds)
    title = LocalisedField(_("Title"))
    abstract = LocalisedField(_("Abstract"), blank=True)
    note = LocalisedField(_("Note"), blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="sessions", verbose_name=_("Topics"))
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("Room")
    )
    venue = models.ForeignKey(
        Venue, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("Venue")
    )
    starts = models.DateTimeField(_("Begins"), null=True, blank=True)
    ends = models.DateTimeField(_("Ends"), null=True, blank=True)
    format = models.CharField(_("Format"), max_length=10, choices=labels.formats, default=Format.ON_SITE)
    access = models.CharField(_("Access"), max_length=10, choices=labels.accesses, default=Access.REGISTERED)
    listed = models.BooleanField(_("Announced although by invitation"), default=False)
    floor = ArrayField(
        models.CharField(max_length=12, validators=[language_code]),
        verbose_name=_("Languages spoken"),
        default=list,
        blank=True,
    )
    interpreted = ArrayField(
        models.CharField(max_length=12, validators=[language_code]),
        verbose_name=_("Languages interpreted into"),
        default=list,
        blank=True,
    )
    capacity_on_site = models.PositiveIntegerField(_("Places on site"), null=True, blank=True)
    capacity_online = models.PositiveIntegerField(_("Places online"), null=True, blank=True)
    sign_up = models.BooleanField(_("With sign-up"), default=False)

    objects: ClassVar[SessionQuerySet] = SessionQuerySet.as_manager()  # type: ignore[assignment]  # a queryset is the manager here

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["edition", "starts", "room__position", "key"]
        constraints = [
            models.UniqueConstraint(name="session_key_once_per_edition", fields=["edition", "key"]),
            models.CheckConstraint(
                name="session_has_a_title",
                condition=~Q(title={}),
                violation_error_message=_("A session needs a title in at least one language."),
            ),
            models.CheckConstraint(
                name="session_ends_after_it_starts",
                condition=Q(ends__gt=F("starts")),
                violation_error_message=_("The session ends before it begins."),
            ),
            models.CheckConstraint(
                name="session_is_not_its_own_parent",
                condition=~Q(parent=F("pk")),
                violation_error_message=_("A session cannot be part of itself."),
            ),
            models.CheckConstraint(name="session_kind_is_known", condition=Q(kind__in=[kind.value for kind in Kind])),
            models.CheckConstraint(
                name="session_format_is_known", condition=Q(format__in=[value.value for value in Format])
            ),
            models.CheckConstraint(
                name="session_access_is_known", condition=Q(access__in=[value.value for value in Access])
            ),
            models.CheckConstraint(
                name="session_languages_are_not_blank",
                condition=~Q(floor__contains=[""]) & ~Q(interpreted__contains=[""]),
                violation_error_message=_("A language is given by its code, as “de” or “uk”."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class SessionBody(AnnouncedBody):
    """Who organises a session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="bodies")

    class Meta(AnnouncedBody.Meta):
        verbose_name = _("organiser of a session")
        verbose_name_plural = _("organisers of sessions")
        ordering = ["session", "position", "pk"]


class Material(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="materials")
    title = LocalisedField(_("Title"))
    url = models.URLField(_("Address"), max_length=500)
    language = models.CharField(_("Language"), max_length=12, blank=True, validators=[language_code])
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["session", "position", "pk"]
        constraints = [models.CheckConstraint(name="material_has_a_title", condition=~Q(title={}))]

    def __str__(self) -> str:
        return str(self.title)
