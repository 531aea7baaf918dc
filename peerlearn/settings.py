"""Settings, from the environment alone. A bad value is refused when the process starts."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from peerlearn.log_settings import LINES, log_settings
from peerlearn.schedule import SCHEDULE
from peerlearn.web.client_address import read_networks

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
# A checkout that runs itself (`make run`, the tests): static files straight from their sources,
# a page of all components. Error pages are those of production.
LOCAL_RUN = env.bool("LOCAL_RUN", default=DEBUG or env.bool("TESTING", default=False))
SECRET_KEY = env.str("SECRET_KEY")
# Seals feedback answers until their round closes (Fernet, 32 bytes in URL-safe base64).
FEEDBACK_KEY = env.str("FEEDBACK_KEY")
BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL])
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY needs at least 32 characters")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "template_partials",
    "csp",
    "peerlearn.tenancy",
    "peerlearn.web",
    "peerlearn.people",
    "peerlearn.audit",
    "peerlearn.notifications",
    "programs",
    "matching",
    "sessions.apps.SessionsConfig",
    "feedback",
    "peerlearn.home",
    "peerlearn.demo",
    "peerlearn.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "peerlearn.web.middleware.PlainQueryMiddleware",
    "peerlearn.web.request_log.RequestLogMiddleware",
    "peerlearn.web.request_metrics.RequestMetricsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "peerlearn.people.middleware.OrganizationMiddleware",
    "peerlearn.people.middleware.TimeZoneMiddleware",
    "peerlearn.web.middleware.HtmxToastMiddleware",
]

ROOT_URLCONF = "peerlearn.urls"
ASGI_APPLICATION = "peerlearn.asgi.application"
# Pages that one web process works on at once, each with a connection to Postgres.
WEB_THREADS = env.int("WEB_THREADS", default=8)
FORM_RENDERER = "peerlearn.web.forms.KitRenderer"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "peerlearn.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "peerlearn.tenancy.templatetags.organization",
                "peerlearn.web.templatetags.kit",
                "peerlearn.notifications.templatetags.mail",
            ],
        },
    }
]


def _database(url_name: str) -> dict[str, Any]:
    return {
        **env.db_url(url_name),
        "ENGINE": "peerlearn.tenancy.backend",
        "ATOMIC_REQUESTS": True,
        # PgBouncer in transaction mode keeps no cursor between transactions.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        # Seconds. A thread of the web server, a worker's process keep their connection.
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
    }


# The app never holds the owner's credentials: migrations run with DATABASE_ROLE=owner.
DATABASES = {
    "default": _database(
        "DATABASE_OWNER_URL"
        if env.str("DATABASE_ROLE", default="app") == "owner"
        else "DATABASE_URL"
    )
}
REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "peerlearn.people.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_FORMS = {
    "login": "peerlearn.people.forms.accounts.LoginForm",
    "signup": "peerlearn.people.forms.accounts.SignupForm",
    "add_email": "peerlearn.people.forms.accounts.AddEmailForm",
    "change_password": "peerlearn.people.forms.accounts.ChangePasswordForm",
    "set_password": "peerlearn.people.forms.accounts.SetPasswordForm",
    "reset_password": "peerlearn.people.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "peerlearn.people.forms.accounts.ResetPasswordKeyForm",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = BASE_URL.split(":", maxsplit=1)[0]
# Proxies of ours, whose X-Forwarded-For is believed: see peerlearn.web.client_address.
TRUSTED_PROXIES = read_networks(env.list("TRUSTED_PROXIES", default=[]))
ACCOUNT_RATE_LIMITS: Any = False if env.bool("TESTING", default=False) else {}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_REDIRECT_URL = "start"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "peerlearn" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static" / "dist", BASE_DIR / "static" / "public"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if LOCAL_RUN
            else "servestatic.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# Mail leaves through the outbox alone: whatever else calls Django's mailer lands there too.
EMAIL_BACKEND = "peerlearn.notifications.backend.OutboxBackend"
SMTP = env.email_url("SMTP_URL", default="smtp://127.0.0.1:1025")
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Peerlearn <peerlearn@localhost>")
DEV_MAILBOX = env.str("DEV_MAILBOX", default="")
# Chat servers of your own that take posts as Slack or Teams do, such as http://chat.internal:8065:
# only these may be private, or without https.
CHAT_TRUSTED_ORIGINS = env.list("CHAT_TRUSTED_ORIGINS", default=[])

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TASK_ALWAYS_EAGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = SCHEDULE

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["peerlearn.api.authentication.BrowserAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "peerlearn.api.schema.Schema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["peerlearn.api.parsers.TextParser"],
    "DEFAULT_PAGINATION_CLASS": "peerlearn.api.pagination.Pages",
    "EXCEPTION_HANDLER": "peerlearn.api.problems.respond",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Peerlearn",
    "DESCRIPTION": "People, programs, matches, sessions, bookings and feedback of an organization.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/(?:organizations/{organization_slug}/)?",
    "POSTPROCESSING_HOOKS": ["peerlearn.api.schema.add_problems"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "",
    # Subjects first, as there are too many operations for one list. No validator of somebody
    # else's, and no link that carries state to elsewhere.
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "docExpansion": "none",
        "filter": True,
        "validatorUrl": None,
    },
}
API_CALLS_A_MINUTE = {
    "read": env.int("API_READS_A_MINUTE", default=600),
    "write": env.int("API_WRITES_A_MINUTE", default=120),
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "peerlearn.web.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
_HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None

DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Prometheus asks with it as its bearer token; without it there is no /metrics.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS_TOKEN and len(METRICS_TOKEN) < 16:
    raise ImproperlyConfigured("METRICS_TOKEN needs at least 16 characters")

SILENCED_SYSTEM_CHECKS: list[str] = []

LOG_FORMAT = env.str("LOG_FORMAT", default="console" if LOCAL_RUN else "json")
if LOG_FORMAT not in LINES:
    raise ImproperlyConfigured("LOG_FORMAT is json or console")
LOGGING = log_settings(LOG_FORMAT, env.str("LOG_LEVEL", default="INFO"))
