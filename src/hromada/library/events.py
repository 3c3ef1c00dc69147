"""What the library announces; ``config.reactions`` says who listens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LibraryChanged:
    """News or documents that the public reads, or will read at a set minute, came, changed or went."""
