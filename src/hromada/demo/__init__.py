"""The conference that ``make demo`` shows: the real network and programmes, credited; invented people who sign in."""

from __future__ import annotations


def load() -> bool:
    """Store the demo once; False when it was there already. All or nothing."""
    # Django's models can be imported only when it is set up; this package is imported before.
    from hromada.demo.loading import load as load_everything

    return load_everything()
