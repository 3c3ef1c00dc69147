"""Bringing a programme from the field's files: read into plain values, planned against the draft, written at once."""
