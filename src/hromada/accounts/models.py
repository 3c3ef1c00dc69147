"""Person: everyone who signs in, and everyone who is named in a programme."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.kernel.localised import Localised, LocalisedField
from hromada.kernel.uploads import Unguessable


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> Person:
        """A person who can sign in once they prove to own the address; without one they are only named."""
        person = self.model(email=self.normalize_email(email) or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """An administrator of the installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Addresses are kept in small letters: no provider in use tells them apart by case."""
        return super().normalize_email(email).lower()


class Person(AbstractBaseUser, PermissionsMixin):
    """``key`` names the person in addresses; the e-mail address is theirs alone and never public."""

    key = models.SlugField(_("Name in addresses"), max_length=120, unique=True, null=True, blank=True)
    email = models.EmailField(_("E-mail address"), unique=True, null=True, blank=True)
    name = LocalisedField(pgettext_lazy("person", "Name"))
    biography = LocalisedField(_("Biography"), blank=True)
    portrait = models.ImageField(
        _("Portrait"),
        upload_to=Unguessable("portraits"),
        blank=True,
        width_field="portrait_width",
        height_field="portrait_height",
    )
    portrait_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    portrait_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    portrait_credit = models.CharField(_("Credit of the portrait"), max_length=200, blank=True)
    published_with_consent_on = models.DateField(
        _("Consent to publish biography and portrait, given on"), null=True, blank=True
    )
    language = models.CharField(_("Language"), max_length=12, default="de")
    is_active = models.BooleanField(_("May sign in"), default=True)
    is_staff = models.BooleanField(_("Works in the office"), default=False)
    joined_at = models.DateTimeField(_("Since"), auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return str(self.name) or self.email or f"#{self.pk}"

    @property
    def public_biography(self) -> Localised:
        """Empty without the person's consent."""
        return self.biography if self.published_with_consent_on else Localised()
