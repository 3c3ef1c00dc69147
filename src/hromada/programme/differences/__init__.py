"""What has changed between two states of a programme, as values and in sentences."""

from hromada.programme.differences.changes import CHANGES, Change, ChangeKind, Differences, SessionChanges
from hromada.programme.differences.comparing import between
from hromada.programme.spans import Span

__all__ = ["CHANGES", "Change", "ChangeKind", "Differences", "SessionChanges", "Span", "between"]
