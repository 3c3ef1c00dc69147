"""What the values of a programme are called in the interface."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hromada.programme.snapshot import Access, Finality, Format, Kind, Part, Presence, Standing

KINDS: dict[Kind, Promise] = {
    Kind.WELCOME: pgettext_lazy("kind of session", "Welcome"),
    Kind.GREETING: pgettext_lazy("kind of session", "Greeting"),
    Kind.KEYNOTE: pgettext_lazy("kind of session", "Keynote"),
    Kind.VIDEO_MESSAGE: pgettext_lazy("kind of session", "Video message"),
    Kind.PLENARY: pgettext_lazy("kind of session", "Plenary"),
    Kind.PANEL: pgettext_lazy("kind of session", "Panel discussion"),
    Kind.FORUM: pgettext_lazy("kind of session", "Forum"),
    Kind.WORKSHOP: pgettext_lazy("kind of session", "Workshop"),
    Kind.BEST_PRACTICE: pgettext_lazy("kind of session", "Example from practice"),
    Kind.EXCHANGE: pgettext_lazy("kind of session", "Exchange"),
    Kind.ROUND_TABLE: pgettext_lazy("kind of session", "Round table"),
    Kind.PRESS: pgettext_lazy("kind of session", "Press conference"),
    Kind.MARKET: pgettext_lazy("kind of session", "Market of opportunities"),
    Kind.EXCURSION: pgettext_lazy("kind of session", "Excursion"),
    Kind.CITY_TOUR: pgettext_lazy("kind of session", "City tour"),
    Kind.RECEPTION: pgettext_lazy("kind of session", "Reception"),
    Kind.DINNER: pgettext_lazy("kind of session", "Dinner"),
    Kind.CULTURE: pgettext_lazy("kind of session", "Culture"),
    Kind.BREAK: pgettext_lazy("kind of session", "Break"),
    Kind.REGISTRATION: pgettext_lazy("kind of session", "Registration"),
    Kind.CLOSING: pgettext_lazy("kind of session", "Closing"),
    Kind.OTHER: pgettext_lazy("kind of session", "Other"),
}

FORMATS: dict[Format, Promise] = {
    Format.ON_SITE: pgettext_lazy("format of a session", "On site"),
    Format.HYBRID: pgettext_lazy("format of a session", "Hybrid"),
    Format.ONLINE: pgettext_lazy("format of a session", "Online"),
}

ACCESSES: dict[Access, Promise] = {
    Access.PUBLIC: pgettext_lazy("access to a session", "Open to the public"),
    Access.REGISTERED: pgettext_lazy("access to a session", "For registered participants"),
    Access.INVITATION: pgettext_lazy("access to a session", "By invitation"),
}

PARTS: dict[Part, Promise] = {
    Part.SPEAKER: pgettext_lazy("part of a person", "Speaker"),
    Part.MODERATOR: pgettext_lazy("part of a person", "Moderation"),
    Part.GREETING: pgettext_lazy("part of a person", "Words of greeting"),
    Part.HOST: pgettext_lazy("part of a person", "Host"),
    Part.PATRON: pgettext_lazy("part of a person", "Patron"),
    Part.PANELLIST: pgettext_lazy("part of a person", "Panel"),
    Part.GUIDE: pgettext_lazy("part of a person", "Guide"),
}

PRESENCES: dict[Presence, Promise] = {
    Presence.IN_PERSON: pgettext_lazy("presence of a person", "In person"),
    Presence.VIDEO_LINK: pgettext_lazy("presence of a person", "By video link"),
    Presence.RECORDED: pgettext_lazy("presence of a person", "By recorded message"),
}

STANDINGS: dict[Standing, Promise] = {
    Standing.TO_BE_CONFIRMED: pgettext_lazy("state of an appearance", "To be confirmed"),
    Standing.CONFIRMED: pgettext_lazy("state of an appearance", "Confirmed"),
}

# Beside the standings: what the office alone sees.
DECLINED = pgettext_lazy("state of an appearance", "Declined")

FINALITIES: dict[Finality, Promise] = {
    Finality.PRELIMINARY: pgettext_lazy("state of a programme", "Preliminary"),
    Finality.FINAL: pgettext_lazy("state of a programme", "Final"),
}

# Languages of conferences are data; those with a name here are written out, others by their code.
LANGUAGES: dict[str, Promise] = {
    "de": _("German"),
    "uk": _("Ukrainian"),
    "en": _("English"),
    "fr": _("French"),
    "pl": _("Polish"),
    "ka": _("Georgian"),
    "ro": _("Romanian"),
    "be": _("Belarusian"),
    "hy": _("Armenian"),
    "gsg": _("German Sign Language"),
    "ukl": _("Ukrainian Sign Language"),
}


def label(value: Kind | Format | Access | Part | Presence | Standing | Finality) -> Promise:
    """The name of one value, in the language active when it is shown."""
    match value:
        case Kind():
            return KINDS[value]
        case Format():
            return FORMATS[value]
        case Access():
            return ACCESSES[value]
        case Part():
            return PARTS[value]
        case Presence():
            return PRESENCES[value]
        case Standing():
            return STANDINGS[value]
        case Finality():
            return FINALITIES[value]


def language(code: str) -> str:
    """The name of a language; of one without a name here, its code."""
    return str(LANGUAGES.get(code, code))


def kinds() -> list[tuple[str, Promise]]:
    return [(value.value, label) for value, label in KINDS.items()]


def formats() -> list[tuple[str, Promise]]:
    return [(value.value, label) for value, label in FORMATS.items()]


def accesses() -> list[tuple[str, Promise]]:
    return [(value.value, label) for value, label in ACCESSES.items()]


def parts() -> list[tuple[str, Promise]]:
    return [(value.value, label) for value, label in PARTS.items()]


def presences() -> list[tuple[str, Promise]]:
    return [(value.value, label) for value, label in PRESENCES.items()]


def finalities() -> list[tuple[str, Promise]]:
    return [(value.value, label) for value, label in FINALITIES.items()]
