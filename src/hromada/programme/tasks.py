"""What a programme leaves to the worker."""

from __future__ import annotations

from django_tasks import task

from hromada.programme.actions import files, import_runs, releases


@task()
def make_release_files(release_id: int) -> None:
    files.make_pdfs(release_id)


@task()
def publish_planned_release(edition_id: int) -> None:
    releases.publish_planned(edition_id)


@task()
def do_import(run_id: int) -> None:
    import_runs.do_import(run_id)
