"""A release in the formats of others: pure functions from (Programme, ReleaseFacts, language, base address) to bytes."""
