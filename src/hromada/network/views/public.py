"""The network for everyone: the map, the table, a page for each organisation."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hromada.kernel.pages import immutable_page
from hromada.network import queries, rules
from hromada.network.forms.public import NetworkFilter
from hromada.network.labels import source_in_words
from hromada.network.map.drawing import LOCATOR_SIZE, outlines
from hromada.network.models import Organisation, Partnership
from hromada.network.presentation import map_of, rows_of, sorted_rows

ROWS_A_PAGE = 200


@dataclass(frozen=True)
class Heading:
    """A column that can be sorted by: ``direction`` as aria-sort has it, '' when it is not sorted by."""

    name: str
    label: str
    address: str
    direction: str


@immutable_page(query=("q", "country", "kind", "status", "sort", "page"))
def network(request: HttpRequest) -> HttpResponse:
    """What is found stands on the map and in the table alike."""
    extent = queries.extent()
    form = NetworkFilter(request.GET, countries=extent.countries)
    wishes = form.wishes()
    rows = sorted_rows(rows_of(queries.found(wishes)), wishes.get("sort", ""), wishes.get("q", ""))
    alone = sorted(queries.found_alone(wishes), key=lambda one: rules.order_of_name(str(one)))
    shown = {
        "extent": extent,
        "form": form,
        "is_filtered": any(name != "sort" for name in wishes),
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "headings": _headings(wishes),
        "alone": alone,
        "off_the_map": sum(not row.is_on_the_map for row in rows),
        "map": map_of(rows),
        "outlines": outlines(),
    }
    return render(request, "network/network.html", shown)


def _headings(wishes: dict[str, str]) -> list[Heading]:
    labels = {
        "organisation": _("Organisation"),
        "partner": _("Partner"),
        "kind": _("Kind"),
        "since": pgettext("partnership", "Since"),
        "status": _("Status"),
    }
    # What was looked for by name is shown best match first, which is no column's order.
    current = wishes.get("sort", "" if wishes.get("q") else "organisation")
    headings = []
    for name, label in labels.items():
        direction = {name: "ascending", f"-{name}": "descending"}.get(current, "")
        way = f"-{name}" if direction == "ascending" else name
        headings.append(Heading(name, label, f"?{urlencode({**wishes, 'sort': way})}#table", direction))
    return headings


@immutable_page
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Who it is, and whom it is bound to."""
    shown = get_object_or_404(Organisation, slug=slug)
    partnerships = Partnership.objects.with_partners().of(shown).order_by("since", "pk")
    rows = rows_of(partnerships, seen_from=shown)
    # What is not known stands last, here as in the table.
    rows.sort(key=lambda row: not row.partnership.since)
    context = {
        "organisation": shown,
        "population_source": source_in_words(shown.population_source),
        "rows": rows,
        "map": map_of(rows, name_size=LOCATOR_SIZE),
        "outlines": outlines(),
    }
    return render(request, "network/organisation.html", context)
