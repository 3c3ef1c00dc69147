"""The demo's illustrations, drawn by code: ``python -m tools.pictures [name ...]``."""
