"""What the network announces; ``config.reactions`` says who listens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NetworkChanged:
    """Organisations or partnerships came, changed or went."""
