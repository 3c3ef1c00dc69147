"""What happens when something happened: every event, and who reacts to it, in order, in the same transaction."""

from hromada.kernel import pages
from hromada.kernel.events import Reactions
from hromada.network.events import NetworkChanged
from hromada.programme.events import EditionsRearranged, ReleasePublished


def forget_pages(_event: object) -> None:
    """What the public reads has changed."""
    pages.forget_all()


REACTIONS: Reactions = {
    NetworkChanged: [forget_pages],
    ReleasePublished: [forget_pages],
    EditionsRearranged: [forget_pages],
}
