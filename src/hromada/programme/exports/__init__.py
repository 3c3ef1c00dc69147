"""A release in the formats of others: pure functions from (programme, release, language, base address) to bytes."""
