"""The product's settings as tests use them; the demo under ``var/`` is never touched."""

import os
from pathlib import Path

os.environ.setdefault("HROMADA_DEBUG", "1")
os.environ.setdefault("HROMADA_VAR", str(Path(__file__).resolve().parent.parent / "var" / "test"))

from hromada.config.settings import *  # noqa: F403  # the environment comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
