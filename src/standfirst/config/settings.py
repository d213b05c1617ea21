"""Django's settings, composed from the environment (see environment.py for what an operator sets)."""

import zoneinfo
from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from standfirst.config.environment import read_environment
from standfirst.config.storing import image_origins, storages_of

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
BASE_URL = ENVIRONMENT.base_url

INSTALLED_APPS = [
    "standfirst.config.apps.ConfigConfig",
    "standfirst.website",
    "standfirst.interchange",
    "standfirst.syndication",
    "standfirst.discovery",
    "standfirst.newsroom",
    "standfirst.media",
    "standfirst.delivery",
    "standfirst.editions",
    "standfirst.events",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

# The order matters: probes first, then security headers; the edition before anything that speaks a language.
MIDDLEWARE = [
    "standfirst.config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "standfirst.editions.choosing.EditionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "standfirst.config.policy.ReadyPolicyMiddleware",
    "standfirst.newsroom.desk.middleware.desk_policy",
    "standfirst.newsroom.desk.middleware.desk_clock",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "standfirst.config.urls"
WSGI_APPLICATION = "standfirst.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "website" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "standfirst.website.words.environment", "auto_reload": DEBUG},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# --- Databases, cache, mail -------------------------------------------------------------------

_read = environ.Env()
DATABASES = {"default": _read.db_url_config(ENVIRONMENT.database_url)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-2000;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that went without a word holds nobody up for longer; what DATABASE_URL says goes before.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "tcp_user_timeout": 10_000,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 2,
        **DATABASES["default"].get("OPTIONS", {}),
    }
# Opening a database costs more than rendering a page from it.
DATABASES["default"]["CONN_MAX_AGE"] = 600

CACHES = {"default": _read.cache_url_config(ENVIRONMENT.cache_url)}
if CACHES["default"]["BACKEND"] == "django_redis.cache.RedisCache":
    CACHES["default"]["OPTIONS"] = {
        "SOCKET_CONNECT_TIMEOUT": 3,
        "SOCKET_TIMEOUT": 3,
        **CACHES["default"].get("OPTIONS", {}),
    }
vars().update(_read.email_url_config(ENVIRONMENT.email_url))
EMAIL_TIMEOUT = 10

# --- Delivery: ready pages (the web process opens them before Django, see config/delivering.py) ---

DELIVERY_DIRECTORY = ENVIRONMENT.data / "delivery"
DELIVERY_FILES = ENVIRONMENT.delivery_files
DOWNSTREAM_URL = ENVIRONMENT.downstream_url
DOWNSTREAM_TOKEN = ENVIRONMENT.downstream_token

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- Files: originals are private, renditions are public ---------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
MEDIA_URL = "/media/"


STORAGES = {
    **storages_of(ENVIRONMENT.storage_url, MEDIA_URL),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Language and time -------------------------------------------------------------------------

USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("ar", _("Arabic"))]
LOCALE_PATHS = [PACKAGE / "website" / "locale"]

# --- Security ----------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["standfirst.newsroom.desk.accounts.DeskBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SECURE = ENVIRONMENT.secure
# The __Host- prefix needs Secure, which browsers refuse over plain HTTP.
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "SAMEORIGIN"

# Reader pages: nothing inline, nothing from elsewhere. Frames come only after a click on a cover.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *image_origins(ENVIRONMENT.storage_url)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF, "https:"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [SELF],
    },
}

# The desk: nothing from elsewhere and nothing evaluated. Wagtail 8 still begins its choosers and date
# fields by scripts in the page, and its editor writes styles there.
DESK_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [*CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"], "blob:"],
    "frame-src": [SELF],
}

# --- Wagtail -----------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Standfirst"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "media.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "standfirst.media.forms.PhotoForm"
WAGTAILIMAGES_RENDITION_STORAGE = "public"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 40 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpeg", "jpg", "png", "webp"]
WAGTAIL_AUTOSAVE_INTERVAL = 6000
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Not “localtime”: no browser knows a zone of that name.
WAGTAIL_USER_TIME_ZONES = sorted(zoneinfo.available_timezones() - {"localtime"})
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAILADMIN_LOGIN_URL = "/desk/login/"
LOGIN_URL = "/desk/login/"
WAGTAILADMIN_USER_LOGIN_FORM = "standfirst.newsroom.desk.login.ThrottledLoginForm"
WAGTAIL_FRONTEND_LOGIN_URL = "/desk/login/"
TAGGIT_CASE_INSENSITIVE = True

# --- Logs --------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "standfirst.config.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": ENVIRONMENT.log_format}},
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
    "loggers": {
        "standfirst": {"level": "INFO"},
        # Strangers could fill the log: a trace for each request with a made-up host.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
