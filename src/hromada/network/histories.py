"""Of organisations and partnerships a change may be taken back, a deletion too; the public sees it at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hromada.accounts.access import ADMINISTER
from hromada.kernel.histories.subjects import Subject
from hromada.network import actions
from hromada.network.events import NetworkChanged
from hromada.network.models import Organisation, Partnership


def _lock_partners(_partnership: Partnership, values: Mapping[str, Any], _by: Any) -> None:
    if "organisations" in values:
        actions.lock_partners(values["organisations"])


SUBJECTS = (
    Subject(model=Organisation, right=ADMINISTER, event=NetworkChanged, refuse_end=actions.refuse_while_in_partnership),
    Subject(model=Partnership, right=ADMINISTER, event=NetworkChanged, refuse_change=_lock_partners),
)
