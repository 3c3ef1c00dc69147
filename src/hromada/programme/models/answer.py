"""What came back by a personal link, beside what stands: proposals, until somebody in the office accepts them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.kernel.uploads import Unguessable
from hromada.kernel.uploads.private import private
from hromada.programme import labels
from hromada.programme.models.appearance import Appearance
from hromada.programme.models.edition import Edition, language_code
from hromada.programme.models.session import Session
from hromada.programme.snapshot import Presence


class Answer(models.Model):
    """``texts`` holds what the person has changed, by path as in the audit: ``{"biography.de": "…"}``; '' takes out.

    ``version`` counts their savings, so that nobody accepts what they have not seen. The needs are for who organises,
    and never become part of the programme.
    """

    class State(models.TextChoices):
        BEGUN = "begun", pgettext_lazy("answer", "Begun")
        OPEN = "open", pgettext_lazy("answer", "New")
        ACCEPTED = "accepted", pgettext_lazy("answer", "Accepted")
        PARTLY_DECLINED = "partly", pgettext_lazy("answer", "Partly declined")

    NEEDS: ClassVar = ("needs_access", "needs_diet", "needs_technique", "needs_travel")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("Person"))
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.BEGUN)
    version = models.PositiveIntegerField(default=0)
    texts: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    language = models.CharField(_("Language"), max_length=12, blank=True, validators=[language_code])
    portrait = models.ImageField(
        _("Portrait"),
        storage=private,
        upload_to=Unguessable("answers"),
        blank=True,
        width_field="portrait_width",
        height_field="portrait_height",
    )
    portrait_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    portrait_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    portrait_credit = models.CharField(_("Credit of the portrait"), max_length=200, blank=True)
    consents = models.BooleanField(_("Consent to publish biography and portrait"), null=True)
    consented_on = models.DateField(_("Consent given on"), null=True, blank=True)
    needs_access = models.TextField(_("Access, as step-free ways or sign language"), blank=True, max_length=1000)
    needs_diet = models.TextField(_("Food and allergies"), blank=True, max_length=1000)
    needs_technique = models.TextField(_("Equipment on stage"), blank=True, max_length=1000)
    needs_travel = models.TextField(_("Travel and accommodation"), blank=True, max_length=1000)
    saved_at = models.DateTimeField(_("Saved at"), null=True)
    sent_at = models.DateTimeField(_("Sent at"), null=True)
    decided_at = models.DateTimeField(_("Decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("Decided by")
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(name="answer_once_per_edition", fields=["edition", "person"]),
            models.CheckConstraint(
                name="answer_portrait_is_credited_and_consented_to",
                condition=Q(portrait="") | (~Q(portrait_credit="") & Q(consents=True)),
                violation_error_message=_("A portrait needs a credit, and the consent of who it shows."),
            ),
            models.CheckConstraint(
                name="answer_consent_has_its_day",
                condition=Q(consents=True, consented_on__isnull=False)
                | (Q(consented_on=None) & (Q(consents=False) | Q(consents=None))),
            ),
            models.CheckConstraint(
                name="answer_is_open_once_it_is_sent", condition=Q(state="begun") | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="answer_is_decided_by_a_decision",
                condition=Q(state__in=["begun", "open"]) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="answer_state_is_known", condition=Q(state__in=["begun", "open", "accepted", "partly"])
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_sent(self) -> bool:
        return self.state != Answer.State.BEGUN

    @property
    def needs(self) -> list[tuple[str, str]]:
        """What was stated, each with what it is about."""
        stated = [(str(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in self.NEEDS]  # type: ignore[union-attr]  # concrete
        return [(label, text) for label, text in stated if text]


class Reply(models.Model):
    """To one appearance: whether, how, as what. ``texts`` as in the answer; presence is '' where nothing was said."""

    class Says(models.TextChoices):
        YES = "yes", pgettext_lazy("to taking part", "Yes")
        NO = "no", pgettext_lazy("to taking part", "No")

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="replies")
    appearance = models.ForeignKey(Appearance, models.CASCADE, related_name="replies")
    says = models.CharField(_("Takes part"), max_length=3, choices=Says, blank=True)
    presence = models.CharField(_("Presence"), max_length=10, choices=labels.presences, blank=True)
    texts: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["answer", "pk"]
        constraints = [
            models.UniqueConstraint(name="reply_once_per_appearance", fields=["answer", "appearance"]),
            models.CheckConstraint(name="reply_is_known", condition=Q(says__in=["", "yes", "no"])),
            models.CheckConstraint(
                name="reply_presence_is_known", condition=Q(presence__in=["", *(value.value for value in Presence)])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appearance}: {self.says}"


class SentFile(models.Model):
    """Slides for one session, private until they are accepted as its material."""

    MOST: ClassVar = 5
    """For one session, by one person."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="files")
    session = models.ForeignKey(Session, models.CASCADE, related_name="sent_files")
    file = models.FileField(_("File"), storage=private, upload_to=Unguessable("answers"))
    size = models.PositiveBigIntegerField(_("Size"))
    language = models.CharField(_("Language"), max_length=12, blank=True, validators=[language_code])
    sent_at = models.DateTimeField(_("Sent at"), auto_now_add=True)

    class Meta:
        verbose_name = _("sent file")
        verbose_name_plural = _("sent files")
        ordering = ["answer", "pk"]
        constraints = [models.CheckConstraint(name="sent_file_is_there", condition=~Q(file=""))]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(self.file.name).rpartition("/")[2]


class Decision(models.Model):
    """On one item of an answer (``programme.answers``). Gone again when the person changes that item."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="decisions")
    item = models.CharField(_("Item"), max_length=80)
    is_accepted = models.BooleanField(_("Accepted"))
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    at = models.DateTimeField(_("At"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("By"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["answer", "pk"]
        constraints = [
            models.UniqueConstraint(name="decision_once_per_item", fields=["answer", "item"]),
            models.CheckConstraint(
                name="decision_has_a_reason_when_declined",
                condition=Q(is_accepted=True) | ~Q(reason=""),
                violation_error_message=_("Please give the reason for which it is declined."),
            ),
        ]

    def __str__(self) -> str:
        return self.item
