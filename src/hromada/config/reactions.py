"""What happens when something happened: every event, and who reacts to it, in order, in the same transaction."""

from hromada.kernel.events import Reactions

REACTIONS: Reactions = {}
