"""Is the process there, and is the installation ready to work? For load balancers and monitoring."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout

from hromada.kernel.models import Heartbeat

Migration = tuple[str, str]


@require_safe
@login_not_required
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """This process answers; asks nothing else, so that a database at rest does not get processes killed."""
    return JsonResponse({"status": "ok"})


@require_safe
@login_not_required
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """503 as long as something that conferences need is missing, and what it is."""
    missing = missing_parts()
    return JsonResponse(
        {"status": "unready" if missing else "ready", "missing": missing}, status=503 if missing else 200
    )


def missing_parts() -> list[str]:
    """Of database, migrations and worker, those that are not in order; without a database nothing else is known."""
    parts: dict[str, Callable[[], bool]] = {
        "database": _database_answers,
        "migrations": lambda: not unapplied_migrations(),
        "worker": Heartbeat.objects.alive().exists,
    }
    missing = []
    for part, is_there in parts.items():
        try:
            if is_there():
                continue
        except (DatabaseError, PoolTimeout):
            pass
        missing.append(part)
        if part == "database":
            return missing
    return missing


def unapplied_migrations() -> list[Migration]:
    """Migrations that this software brings and the database has not had, without importing a single one."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [migration for migration in _brought_migrations() if migration not in applied]


@cache
def _brought_migrations() -> list[Migration]:
    brought = []
    for config in apps.get_app_configs():
        module, _explicit = MigrationLoader.migrations_module(config.label)
        if module is not None and find_spec(module) is not None:
            names = (found.name for found in iter_modules(import_module(module).__path__) if not found.ispkg)
            brought += [(config.label, name) for name in names if name[0] not in "_~"]
    return brought


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True
