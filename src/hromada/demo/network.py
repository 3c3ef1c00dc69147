"""The real network: German-Ukrainian municipal partnerships and their third partners.

Facts only. Coordinates and most Ukrainian names of German places: GeoNames (CC BY 4.0); German keys and populations:
Destatis (dl-de/by-2-0); Ukrainian keys and names: KATOTTH; states and oblasts: ISO 3166 by pycountry (LGPL-2.1).
Of each partnership, the row names the source. Blanks are what nobody has found out yet.
"""

from __future__ import annotations

from pathlib import Path

from hromada.kernel.refusal import Refusal
from hromada.network.importing import Report, import_network

DATA = Path(__file__).resolve().parent / "data" / "network"


def load() -> Report:
    """Bring the network up to date; a second time nothing changes."""
    report = import_network(DATA / "municipalities.csv", DATA / "partnerships.csv", dry_run=False)
    if report.is_refused:
        raise Refusal("demo_network_refused", "\n".join(report.lines()))
    return report
