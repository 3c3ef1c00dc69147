"""Settings, typed, from the environment; all mistakes are told at once.

``HROMADA_DEBUG=1`` is for development: it supplies a secret key, hosts and mail. Without it, ``hromada serve`` and
``hromada worker`` refuse to start as long as one of MISSING is missing. Any of them may be given as a file:
``SECRET_KEY_FILE=/run/secrets/key``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_email_url  # type: ignore[import-untyped]  # it carries no types
from environs import FileAwareEnv, ValidationError, validate

from hromada.kernel import logs, postgres

env = FileAwareEnv(eager=False)


@env.parser_for("mail")
def mail_settings(address: str) -> dict[str, Any]:
    """Django's EMAIL_… settings; dj_email_url alone would take any scheme and let the first letter fail."""
    is_printed_too = address.startswith("console+file:")
    known_to_it = address.removeprefix("console+") if is_printed_too else address
    settings: dict[str, Any] = dj_email_url.parse(known_to_it) if address else {}
    if address and "EMAIL_BACKEND" not in settings:
        raise ValidationError("Not a kind of mail that is known: smtp://, submission://, console: or file:.")
    if is_printed_too:
        settings["EMAIL_BACKEND"] = "hromada.config.mail.PrintedAndKept"
    return settings


PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = env.bool("HROMADA_DEBUG", default=False)
VAR = Path(env.str("HROMADA_VAR", default="var")).resolve()

SECRET_KEY = env.str("SECRET_KEY", default="only-for-development" if DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if DEBUG else [])
# smtp://, submission:// (with STARTTLS), console:, file: or console+file:, see docs/operating.md.
MAIL = env.mail("EMAIL_URL", default="console:" if DEBUG else "")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="hromada@localhost" if DEBUG else "")
# Behind a proxy that speaks HTTPS and says so; off only for the demo, development and a trial in the house.
HTTPS = env.bool("HROMADA_HTTPS", default=not DEBUG)
# How many proxies of ours add to X-Forwarded-For; what a visitor wrote stands further left and is not believed.
PROXIES = env.int("HROMADA_PROXIES", default=1 if HTTPS else 0, validate=validate.Range(0, 9))

OUTER_DATABASE = env.dj_db_url("DATABASE_URL") if env.str("DATABASE_URL", default="") else None
DATABASE_CONNECTIONS = env.int("HROMADA_DATABASE_CONNECTIONS", default=8)

HOST = env.str("HROMADA_HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000, validate=validate.Range(1, 65535))
PROCESSES = env.int("HROMADA_PROCESSES", default=2, validate=validate.Range(1, 64))
LOG_LEVEL = env.str("HROMADA_LOG_LEVEL", default="INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]))
LOG_AS_TEXT = env.bool("HROMADA_LOG_AS_TEXT", default=DEBUG)

# Pages kept by each server process (kernel.pages): their room, and how long one lives if nothing tells it to go.
PAGES_MEGABYTES = env.int("HROMADA_PAGES_MEGABYTES", default=48)
PAGES_SECONDS = env.int("HROMADA_PAGES_SECONDS", default=300)

# What may be uploaded: megabytes of one file, and a command that looks for viruses (kernel.uploads.scanning).
PICTURE_MEGABYTES = env.int("HROMADA_PICTURE_MEGABYTES", default=20, validate=validate.Range(1, 100))
DOCUMENT_MEGABYTES = env.int("HROMADA_DOCUMENT_MEGABYTES", default=50, validate=validate.Range(1, 500))
SCAN_COMMAND = env.str("HROMADA_SCAN_COMMAND", default="")
SCAN_SECONDS = env.int("HROMADA_SCAN_SECONDS", default=30, validate=validate.Range(1, 300))

# Who drafts translations (programme.translating); nobody unless it is said.
TRANSLATOR = env.str("HROMADA_TRANSLATOR", default="", validate=validate.OneOf(["", "deepl", "libretranslate"]))
TRANSLATOR_URL = env.str("HROMADA_TRANSLATOR_URL", default="", validate=validate.Regexp(r"^$|^https?://")).rstrip("/")
TRANSLATOR_KEY = env.str("HROMADA_TRANSLATOR_KEY", default="")

# Days after which is deleted: what speakers answered, from the end of a conference; an upload that nothing refers to.
ANSWERS_DAYS = env.int("HROMADA_ANSWERS_DAYS", default=90, validate=validate.Range(1, 3650))
UPLOADS_DAYS = env.int("HROMADA_UPLOADS_DAYS", default=30, validate=validate.Range(1, 3650))

env.seal()

# One request: the largest file, with room for the fields around it.
BODY_MEGABYTES = max(PICTURE_MEGABYTES, DOCUMENT_MEGABYTES) + 5

MISSING = [
    name
    for name, value in {
        "SECRET_KEY": SECRET_KEY,
        "ALLOWED_HOSTS": ALLOWED_HOSTS,
        "EMAIL_URL": MAIL,
        "DEFAULT_FROM_EMAIL": DEFAULT_FROM_EMAIL,
    }.items()
    if not value
]

# Without DATABASE_URL, the PostgreSQL that came with us; None where the operator runs one.
EMBEDDED_POSTGRES = None if OUTER_DATABASE else VAR / "postgres"
DATABASES = {
    "default": {
        **(
            OUTER_DATABASE
            or {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "hromada",
                "USER": "postgres",
                "HOST": str(postgres.socket_folder(VAR / "postgres")),
            }
        ),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0,
    }
}
# Connections are few and dear: a request borrows one, and an idle process keeps one.
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": DATABASE_CONNECTIONS,
    "timeout": 5,
    "num_workers": 1,
}

# How often somebody tried is counted for all processes together (docs/decisions).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "KEY_FUNCTION": "hromada.config.caching.unreadable",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

if MAIL:
    EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
    EMAIL_FILE_PATH = MAIL["EMAIL_FILE_PATH"] or None
    EMAIL_HOST = MAIL["EMAIL_HOST"]
    EMAIL_PORT = MAIL["EMAIL_PORT"]
    EMAIL_HOST_USER = MAIL["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = MAIL["EMAIL_USE_TLS"]
    EMAIL_USE_SSL = MAIL["EMAIL_USE_SSL"]
    EMAIL_TIMEOUT = MAIL["EMAIL_TIMEOUT"] or 20

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# What other names of the operator's domain do is not for a conference to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS

LOGGING = logs.configuration(level=LOG_LEVEL, as_text=LOG_AS_TEXT)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "hromada.kernel",
    "hromada.accounts",
    "hromada.network",
    "hromada.programme",
    "hromada.library",
    "hromada.site",
    "hromada.office",
    # Below ours, so that our templates and words stand in place of theirs.
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "hromada.kernel.requests.name_and_tell",
    # For what the edge does not keep; it compresses its own pages, for which nobody's encodings reach Django.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "hromada.kernel.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hromada.kernel.uploads.limiting.BodyLimitMiddleware",
    "hromada.kernel.errors.RefusalMiddleware",
]

ROOT_URLCONF = "hromada.config.urls"
ASGI_APPLICATION = "hromada.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # An operator's own imprint and the like, as site/operator/imprint.de.html.
        "DIRS": [VAR / "operator" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hromada.kernel.context.frame",
                "hromada.site.context.menus",
                "hromada.office.context.office_menu",
            ],
        },
    },
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 1
ACCOUNT_ADAPTER = "hromada.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "hromada.accounts.forms.AddressForm",
    "confirm_login_code": "hromada.accounts.forms.CodeForm",
}
# ip: whoever asks; the whole Wi-Fi of a conference is one. key: the address asked for, or the person who tries codes.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "60/m/ip,600/h/ip,3/m/key,10/h/key",
    "login_failed": "60/m/ip,5/5m/key,30/d/key",
    "reauthenticate": "10/m/user",
    # key: the address to which a new personal link shall go, or the link by which files come in.
    "ask_for_link": "60/m/ip,600/h/ip,3/h/key",
    "answer_by_link": "60/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# The code proves the address; a second letter would ask for the same.
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nothing is sent to strangers, and the page says the same to everyone.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
LOGIN_URL = "account_login"
MFA_ADAPTER = "hromada.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey stands for both factors, so the device asks for finger, face or PIN.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Chromium lets localhost do without HTTPS, and so do we, for the demo and for tests.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A clock may be half a minute late; forms.SecondFactorForm takes no code twice all the same.
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "authenticate": "hromada.accounts.forms.SecondFactorForm",
    "reauthenticate": "hromada.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "hromada.accounts.forms.AddAppForm",
    "add_webauthn": "hromada.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "hromada.accounts.forms.RenamePasskeyForm",
    "authenticate_webauthn": "hromada.accounts.forms.ShowPasskeyForm",
    "reauthenticate_webauthn": "hromada.accounts.forms.ShowPasskeyAgainForm",
    "login_webauthn": "hromada.accounts.forms.SignInByPasskeyForm",
}
# Who is told to add a second factor.
SECOND_FACTOR_RULE = "hromada.programme.access.works_in_the_office"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("uk", "Українська"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]  # config is no app
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["hromada.kernel.formats"]
CSRF_FAILURE_VIEW = "hromada.kernel.errors.form_too_old"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "_static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "hromada.kernel.storage.HashedStaticFiles"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
# Files that only a view hands out, to who may see them (kernel.uploads.private).
PRIVATE_ROOT = VAR / "private"

# What the worker does each night, in this order (kernel.daily).
NIGHTLY = ["hromada.programme.tasks.forget_overdue_answers", "hromada.kernel.tasks.sweep_uploads"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
REACTIONS = "hromada.config.reactions.REACTIONS"
HISTORIES = "hromada.config.histories.HISTORIES"
