"""Everything that the demo consists of, in the order in which one thing needs another."""

from __future__ import annotations

from django.db import transaction

from hromada.demo import logins, network, news, programme
from hromada.kernel import pages
from hromada.programme.models import Edition


def load() -> bool:
    """Store the demo once; False when it was there already. All or nothing."""
    if Edition.objects.exists():
        return False
    with transaction.atomic():
        logins.load()
        network.load()
        programme.load()
        logins.give_roles()
        news.load()
        pages.forget_all()
    return True
