"""The product's settings in a directory that is thrown away; TEST_DATABASE_URL chooses PostgreSQL."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="standfirst-test-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ.update(
    STANDFIRST_DATA=_data,
    SECRET_KEY="only-for-tests-" + "x" * 50,
    BASE_URL="http://testserver",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", f"sqlite:///{_data}/test.sqlite3"),
    EMAIL_URL="memorymail://",
    LOG_LEVEL="ERROR",
    DEBUG="false",
)

from standfirst.config.settings import *  # noqa: E402, F403
from standfirst.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/test-run.sqlite3"}
LOGGING = {"version": 1, "disable_existing_loggers": False}
