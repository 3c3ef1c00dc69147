"""What a programme leaves to the worker."""

from __future__ import annotations

from django_tasks import task

from hromada.accounts import letters
from hromada.accounts.models import Person
from hromada.programme.actions import files, import_runs, links, releases, retention
from hromada.programme.models import Edition


@task()
def make_release_files(release_id: int) -> None:
    files.make_pdfs(release_id)


@task()
def publish_planned_release(edition_id: int) -> None:
    releases.publish_planned(edition_id)


@task()
def forget_overdue_answers() -> None:
    retention.forget_overdue_answers()


@task()
def do_import(run_id: int) -> None:
    import_runs.do_import(run_id)


@task()
def invite_to_the_office(person_id: int, edition_id: int, site: str) -> None:
    """How to sign in, and to what; nothing for who was taken out again, or has no address."""
    person = Person.objects.filter(pk=person_id, email__isnull=False, is_active=True).first()
    edition = Edition.objects.filter(pk=edition_id).first()
    if person and edition and Edition.objects.visible_to(person).filter(pk=edition_id).exists():
        letters.send("accounts/letters/office", person, edition=edition, site=site)


@task()
def send_personal_link(link_id: int, site: str) -> None:
    links.deliver_link(link_id, site)


@task()
def send_personal_link_again(email: str, site: str) -> None:
    """Looked up here, not in the request: how long that takes must not tell."""
    links.ask_for_link_again(email, site=site)
