"""What happens when something happened: every event, and who reacts to it, in order, in the same transaction."""

from hromada.kernel import pages
from hromada.kernel.events import Reactions
from hromada.library.events import LibraryChanged
from hromada.network.events import NetworkChanged
from hromada.programme.events import (
    EditionsRearranged,
    ImportToBeDone,
    InvitedToTheOffice,
    PersonalLinkAskedFor,
    ReleasePlanned,
    ReleasePublished,
)
from hromada.programme.tasks import (
    do_import,
    invite_to_the_office,
    make_release_files,
    publish_planned_release,
    send_personal_link,
)


def forget_pages(_event: object) -> None:
    """What the public reads has changed."""
    pages.forget_all()


def leave_files_to_the_worker(event: ReleasePublished) -> None:
    """Setting the programme on paper takes a second, which whoever publishes need not wait for."""
    make_release_files.enqueue(event.release_id)


def wake_the_worker_at_that_minute(event: ReleasePlanned) -> None:
    """A plan that was called off in the meantime is found no more then."""
    publish_planned_release.using(run_after=event.at).enqueue(event.edition_id)


def leave_import_to_the_worker(event: ImportToBeDone) -> None:
    do_import.enqueue(event.run_id)


def write_to_who_was_invited(event: InvitedToTheOffice) -> None:
    invite_to_the_office.enqueue(event.person_id, event.edition_id, event.site)


def leave_letter_to_the_worker(event: PersonalLinkAskedFor) -> None:
    """A mail server may take its time."""
    send_personal_link.enqueue(event.link_id, event.site)


REACTIONS: Reactions = {
    LibraryChanged: [forget_pages],
    NetworkChanged: [forget_pages],
    ReleasePublished: [forget_pages, leave_files_to_the_worker],
    ReleasePlanned: [wake_the_worker_at_that_minute],
    ImportToBeDone: [leave_import_to_the_worker],
    InvitedToTheOffice: [write_to_who_was_invited],
    EditionsRearranged: [forget_pages],
    PersonalLinkAskedFor: [leave_letter_to_the_worker],
}
