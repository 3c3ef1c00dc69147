"""Pages that people open by a link of their own."""
