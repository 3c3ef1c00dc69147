"""Components of the pages. Markup stands in ``templates/kernel/components``; short elements are written here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.template.context import Context, RequestContext
from django.template.loader_tags import BlockNode
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from hromada.kernel import dates
from hromada.kernel.audit import name_of
from hromada.kernel.colour import tones
from hromada.kernel.csp import allow_style
from hromada.kernel.localised import Localised
from hromada.kernel.reading import is_only_read, said
from hromada.kernel.storage import address_of, sheet
from hromada.kernel.uploads.ladder import FORMATS, beside, is_kept_in_steps, widths_up_to

register = template.Library()


@register.simple_tag(takes_context=True)
def again(context: Context, block: str) -> SafeString:
    """A block of the page once more: its title for those who share it. Not within an ``include``: Django hides the
    page's blocks from what is included."""
    return BlockNode(block, template.NodeList()).render(context)


@register.simple_block_tag(takes_context=True)
def inline_style(context: RequestContext, content: str) -> SafeString:
    """Style that belongs to this page alone, allowed by its hash in this answer's policy."""
    css = content.strip()
    allow_style(context.request, css)
    return format_html("<style>{}</style>", mark_safe(css))  # noqa: S308  # the template's own text


@register.simple_tag(takes_context=True)
def styles_within(context: RequestContext, name: str) -> SafeString:
    """A style sheet as part of the page: its text can be read one request earlier, 1.2 s on a line of 50 kbit/s."""
    css = sheet(name)
    allow_style(context.request, css)
    return format_html("<style>{}</style>", css)


@register.simple_tag(takes_context=True)
def edition_face(context: RequestContext, colour: str) -> SafeString:
    """The colour of an edition, as tones that can be read."""
    fit = tones(colour)
    names = ("ink-light", "ink-dark", "mark-light", "mark-dark", "ground")
    css = ":root{" + ";".join(f"--face-{name}:{getattr(fit, name.replace('-', '_'))}" for name in names) + "}"
    allow_style(context.request, css)
    return format_html("<style>{}</style>", mark_safe(css))  # noqa: S308  # nothing but hexadecimal digits


@register.simple_tag
def module(name: str) -> SafeString:
    """Load one of our modules, ``hromada/programme/selection``."""
    return format_html('<script type="module" src="{}"></script>', address_of(name))


@register.simple_tag
def only_in(value: Localised) -> SafeString:
    """'only in German' where a text stands in for one that is missing, nothing otherwise."""
    shown = value.language()
    if shown is None or not value.is_fallback():
        return SafeString("")
    return format_html(' <span class="only-in">{}</span>', _only_in(shown))


def _only_in(code: str) -> str:
    known = {
        "de": _("only in German"),
        "uk": _("only in Ukrainian"),
        "en": _("only in English"),
        "fr": _("only in French"),
        "pl": _("only in Polish"),
    }
    if code in known:
        return known[code]
    try:
        return _("only in another language: %(name)s") % {"name": get_language_info(code)["name_local"]}
    except KeyError:
        return _("only in another language: %(name)s") % {"name": code}


@register.simple_block_tag
def button(content: str, href: str = "", kind: str = "primary", **attributes: str) -> SafeString:
    """A link or, without ``href``, a submit button; ``kind``: primary, secondary, tertiary."""
    extra = format_html_join("", ' {}="{}"', ((name.rstrip("_"), value) for name, value in attributes.items()))
    label = format_html('<span class="kern-label">{}</span>', content)
    if href:
        return format_html('<a class="kern-btn kern-btn--{}" href="{}"{}>{}</a>', kind, href, extra, label)
    if "type" not in attributes:
        extra = format_html(' type="submit"{}', extra)
    return format_html('<button class="kern-btn kern-btn--{}"{}>{}</button>', kind, extra, label)


@register.inclusion_tag("kernel/components/history_of.html", takes_context=True)
def history_of(context: Context, thing: Model, kind: str = "") -> dict[str, Any]:
    """Leads to the history of the thing, as a button or, with ``kind="text"``, as a link within a list."""
    return {"address": f"{context['history_at']}?{urlencode({'thing': name_of(thing)})}", "kind": kind, "thing": thing}


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", role: str = "") -> SafeString:
    """A paragraph that must not be missed; ``role="alert"`` where it answers what the person just did."""
    heading = format_html('<p class="notice__title">{}</p>', title) if title else ""
    spoken = format_html(' role="{}"', role) if role else ""
    return format_html('<div class="notice notice--{}"{}>{}{}</div>', tone, spoken, heading, content)


@register.inclusion_tag("kernel/components/breadcrumb.html")
def breadcrumb(*steps: object) -> dict[str, Any]:
    """Label and address in turn, from the top; the last label is this page and has no address."""
    pairs = [(steps[at], steps[at + 1] if at + 1 < len(steps) else "") for at in range(0, len(steps), 2)]
    return {"steps": pairs}


@register.inclusion_tag("kernel/components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page[Any]) -> dict[str, Any]:
    """Pages of a list; what else stands in the address is kept."""
    kept = context.request.GET.copy()
    kept.pop("page", None)
    prefix = f"?{kept.urlencode()}&" if kept else "?"
    return {
        "page": page,
        "prefix": prefix,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1),
    }


@register.inclusion_tag("kernel/components/picture.html")
def picture(shown: Any, loading: str = "lazy", caption: object = "", sizes: str = "100vw") -> dict[str, Any]:
    """A picture (``path``, ``width``, ``height``, ``alternative``, ``credit``) with its credit below."""
    return {"picture": shown, "loading": loading, "caption": caption, "sizes": sizes}


@register.inclusion_tag("kernel/components/image.html")
def image(
    shown: Any, loading: str = "lazy", sizes: str = "100vw", *, decorative: bool = False, class_: str = ""
) -> dict[str, Any]:
    """A picture alone; one that we drew (``kernel.uploads``) in the width that the page needs. ``sizes``: how wide it
    stands, as HTML has it; ``decorative``: the words beside it say what it shows."""
    is_drawn = is_kept_in_steps(shown.path, shown.width)
    return {
        "picture": shown,
        "said": Localised() if decorative else shown.alternative,
        "address": picture_address(shown.path),
        "sources": _sources(shown) if is_drawn else [],
        "loading": loading,
        # A browser that knows how wide the place is needs no guess of ours, where it may wait for the layout.
        "sizes": f"auto, {sizes}" if loading == "lazy" else sizes,
        "class": class_,
    }


def _sources(shown: Any) -> list[tuple[str, str]]:
    """Content type and ``srcset`` of each format, the best first."""
    steps = widths_up_to(shown.width)
    return [
        (f"image/{ending}", ", ".join(f"{picture_address(beside(shown.path, step, ending))} {step}w" for step in steps))
        for ending in FORMATS
    ]


@register.simple_tag(takes_context=True)
def shared_picture(context: RequestContext, shown: Any) -> SafeString:
    """What is shown beside the link when people pass this page on."""
    return format_html(
        '<meta property="og:image" content="{}"><meta property="og:image:alt" content="{}">',
        context.request.build_absolute_uri(picture_address(shown.path)),
        shown.alternative.text(),
    )


def picture_address(path: str) -> str:
    """Where a picture is served: ``static:…`` comes with the software, the rest was uploaded."""
    if path.startswith("static:"):
        return static(path.removeprefix("static:"))
    return f"{settings.MEDIA_URL}{path}"


@register.inclusion_tag("kernel/components/field.html")
def field(bound: BoundField, label: object = "") -> dict[str, Any]:
    """A field of a form with its label, hint and error, as KERN sets them."""
    if is_only_read(bound.form):
        return _read(bound, label)
    is_select = isinstance(bound.field.widget, forms.Select)
    described = _describing(bound)
    attributes: dict[str, str | bool] = {"class": "kern-form-input__select" if is_select else "kern-form-input__input"}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return {
        "field": bound,
        "label": label or bound.label,
        "widget": bound.as_widget(attrs=attributes),
        "is_select": is_select,
    }


@register.inclusion_tag("kernel/components/choices.html")
def choices(bound: BoundField, label: object = "") -> dict[str, Any]:
    """A few answers to one question, all in sight: radio buttons, or boxes where several may be ticked."""
    if is_only_read(bound.form):
        return _read(bound, label)
    return {"field": bound, "label": label or bound.label, "described": " ".join(_describing(bound))}


@register.inclusion_tag("kernel/components/checkbox.html")
def checkbox(bound: BoundField, label: object = "") -> dict[str, Any]:
    """A single box to tick, its label beside it."""
    if is_only_read(bound.form):
        return _read(bound, label)
    described = " ".join(_describing(bound))
    widget = bound.as_widget(attrs={"aria-describedby": described} if described else {})
    return {"field": bound, "label": label or bound.label, "widget": widget}


def _read(bound: BoundField, label: object) -> dict[str, Any]:
    return {"is_only_read": True, "label": label or bound.label, "said": said(bound)}


def _describing(bound: BoundField) -> list[str]:
    """Ids of what is said about a field: its error, its hint."""
    error = [f"{bound.auto_id}_error"] if bound.errors else []
    return error + ([f"{bound.auto_id}_helptext"] if bound.help_text else [])


@register.inclusion_tag("kernel/components/localised_field.html")
def localised_field(bound: BoundField, label: object = "") -> dict[str, Any]:
    """A text in every language, side by side where there is room; what is missing is marked when another is there."""
    widget: Any = bound.field.widget
    value = bound.value()
    written = list(value) if isinstance(value, list | tuple) else widget.decompress(value)
    standings, stored = getattr(bound.field, "standings", {}), getattr(bound.field, "stored", {})
    return {
        "field": bound,
        "label": label or bound.label,
        "described": " ".join(_describing(bound)),
        "is_only_read": is_only_read(bound.form),
        "texts": [
            {
                "id": f"{bound.auto_id}_{code}",
                "code": code,
                "language": language_name(code),
                "text": text,
                "is_missing": any(written) and not text,
                "standing": standings.get(code) if text and text == stored.get(code) else None,
                "widget": one.render(
                    f"{bound.html_name}_{code}",
                    text,
                    {"id": f"{bound.auto_id}_{code}", "class": "kern-form-input__input"},
                ),
            }
            for code, one, text in zip(widget.languages, widget.widgets, written, strict=True)
        ],
    }


def language_name(code: str) -> str:
    """As those who speak it call it: 'Deutsch'."""
    try:
        name: str = get_language_info(code)["name_local"]
    except KeyError:
        return code
    return capfirst(name)


@register.inclusion_tag("kernel/components/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """Everything that is wrong with a form, said at its head, each leading to its field."""
    return {"form": form}


@register.simple_block_tag
def fact(content: str, label: str) -> SafeString:
    """One line of a ``<dl class="facts">``; nothing when there is no value."""
    value = content.strip()
    if not value:
        return SafeString("")
    return format_html("<dt>{}</dt><dd>{}</dd>", label, mark_safe(value))  # noqa: S308  # rendered by the template


@register.simple_tag
def day(value: date, form: str = "DATE_FORMAT") -> SafeString:
    """A day of the calendar as a ``<time>``."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat()[:10], date_format(value, form))


@register.simple_tag
def days(first: date, last: date) -> SafeString:
    """The days of a conference."""
    return format_html('<time datetime="{}">{}</time>', first.isoformat(), dates.days(first, last))


@register.simple_tag
def moment(value: datetime, zone: ZoneInfo, form: str = "TIME_FORMAT") -> SafeString:
    """An instant on the clocks of a place; the zone is in ``datetime``, so that a script can tell the visitor's own."""
    local = value.astimezone(zone)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, form))


@register.simple_tag
def hours(starts: datetime, ends: datetime, zone: ZoneInfo) -> SafeString:
    """'10:00–11:30' as two ``<time>``."""
    return format_html("{}–{}", moment(starts, zone), moment(ends, zone))
