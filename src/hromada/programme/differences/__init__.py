"""What has changed between two states of a programme, as values and in sentences."""

from hromada.programme.differences.changes import CHANGES, Change, ChangeKind, Differences, SessionChanges, Span
from hromada.programme.differences.comparing import between

__all__ = ["CHANGES", "Change", "ChangeKind", "Differences", "SessionChanges", "Span", "between"]
