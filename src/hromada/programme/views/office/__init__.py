"""The pages on which a programme is made; each behind ``access.needs``."""
