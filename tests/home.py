"""Plugin loaded before Django: tests live in a home of their own, removed at the end."""

import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="leviers-tests-", ignore_cleanup_errors=True)
os.environ["LEVIERS_HOME"] = _home.name
os.environ["DATABASE_URL"] = os.environ.get("LEVIERS_TEST_DATABASE", "")
os.environ["LEVIERS_EMAIL_BACKEND"] = "django.core.mail.backends.locmem.EmailBackend"
