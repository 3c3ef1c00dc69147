"""What the kernel leaves to the worker."""

from __future__ import annotations

from django_tasks import task

from hromada.kernel.uploads import sweeping


@task()
def sweep_uploads() -> None:
    sweeping.sweep()
