"""Wiring of the site. Every choice that changes between machines comes from the environment."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from leviers.reference.home import find_home, read_secret_key

BASE = Path(__file__).resolve().parent.parent
HOME = find_home()
DEBUG = False
SECRET_KEY = read_secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("LEVIERS_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
SITE_URL = os.environ.get("LEVIERS_SITE_URL", "http://127.0.0.1:8000")
IS_HTTPS = SITE_URL.startswith("https://")
# Who answers for this installation, as its legal pages say it.
EDITEUR = os.environ.get("LEVIERS_EDITEUR", "")
HEBERGEUR = os.environ.get("LEVIERS_HEBERGEUR", "")
CONTACT = os.environ.get("LEVIERS_CONTACT", "")

INSTALLED_APPS = [
    "leviers.accounts",
    "leviers.courrier",
    "leviers.catalogue",
    "leviers.survey",
    "leviers.participation",
    "leviers.directory",
    "leviers.evidence",
    "leviers.publication",
    "leviers.web",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
# Apps of pages and of the back office alone, which cost a second: see `settings_sans_pages`.
PAGES = ["wagtail.users", "wagtail.snippets", "wagtail.documents", "wagtail.images", "wagtail.search"]
PAGES += ["wagtail.admin", "axes"]
PAGES += [name for name in INSTALLED_APPS if name.startswith("allauth")]

MIDDLEWARE = [
    "leviers.web.middleware.ReaderAddress",
    "leviers.web.middleware.SecurityHeaders",
    "leviers.web.middleware.BodyCeiling",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leviers.api.door.ApiDoor",
    "leviers.web.middleware.Maintenance",
    "django.middleware.gzip.GZipMiddleware",
    "leviers.web.middleware.PublishedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "leviers.accounts.seances.Seances",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.Personne"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/trop-d-essais.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE / "leviers" / "web"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "leviers.web.kit.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def _read_database(url: str) -> dict[str, object]:
    """Turn DATABASE_URL (sqlite:///path or postgres://user:pass@host:port/name) into Django's words."""
    if not url:
        url = f"sqlite:///{HOME / 'leviers.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": pragmas},
            "CONN_MAX_AGE": None,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


DATABASES = {"default": _read_database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE / "leviers" / "web" / "kit" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "leviers.web.kit.assets.KitStorage"},
}
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media/"
WHITENOISE_MAX_AGE = 300

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

LOGIN_URL = "connexion"
# Accounts without passwords: allauth behind our own pages (leviers/web/compte).
ACCOUNT_ADAPTER = "leviers.accounts.adaptateur.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # the address is proved by the code before the account opens
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a key added or taken away is told, by our letters
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
MFA_ADAPTER = "leviers.accounts.adaptateur.KeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
SOCIALACCOUNT_ADAPTER = "leviers.accounts.adaptateur.SocialAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_ISSUER = os.environ.get("LEVIERS_OIDC_ISSUER", "")
OIDC_NAME = os.environ.get("LEVIERS_OIDC_NAME", "votre fournisseur d’identité")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "fournisseur",
                "name": OIDC_NAME,
                "client_id": os.environ.get("LEVIERS_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("LEVIERS_OIDC_SECRET", ""),
                "settings": {
                    "server_url": OIDC_ISSUER,
                    "scope": os.environ.get("LEVIERS_OIDC_SCOPES", "openid email").split(),
                    # « 1 » when the provider proves every address that it says
                    "verified_email": os.environ.get("LEVIERS_OIDC_ADRESSES_SURES", "") == "1",
                },
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = False  # the reverse proxy redirects
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_HTTPS else []
CSRF_FAILURE_VIEW = "leviers.web.pages.views.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Requests that one address may send to the API in a minute, to each worker.
API_PER_MINUTE = int(os.environ.get("LEVIERS_API_PER_MINUTE", "600"))

EMAIL_BACKEND = "leviers.courrier.file.Queue"  # what a library sends waits with our letters
LETTERS_BACKEND = os.environ.get("LEVIERS_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
SMTP = urlsplit(os.environ.get("LEVIERS_SMTP", "smtp://localhost:25"))  # smtp+tls://user:password@host:587
EMAIL_HOST, EMAIL_PORT = SMTP.hostname or "localhost", SMTP.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(SMTP.username or ""), unquote(SMTP.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP.scheme == "smtp+tls", SMTP.scheme == "smtps"
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("LEVIERS_FROM_EMAIL", "leviers@localhost")

WAGTAIL_SITE_NAME = "Leviers"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no third-party request
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
SILENCED_SYSTEM_CHECKS = ["wagtailadmin.W001", "axes.W006"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page that does not exist is not worth a line
    "root": {"handlers": ["console"], "level": os.environ.get("LEVIERS_LOG_LEVEL", "WARNING")},
}
