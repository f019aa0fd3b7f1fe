"""Settings of the test run: a scratch DATA_DIR, fast hashing, everything else as shipped."""

import atexit
import os
import shutil
import tempfile

if not os.environ.get("TEST_DATA_DIR"):  # xdist's workers, which end without atexit, inherit the folder of their controller
    os.environ["TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="warsha-test-")
    atexit.register(shutil.rmtree, os.environ["TEST_DATA_DIR"], ignore_errors=True)
os.environ["DATA_DIR"] = os.environ["TEST_DATA_DIR"]
os.environ["PRODUCTION"] = ""
os.environ["SITE_URL"] = "http://testserver"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")

from config.settings import *  # noqa: F403
from config.settings import DATA_DIR, DATABASES, STATIC_ROOT, TEMPLATES
from config.testing_templates import UNKNOWN

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # a file: threads and processes share it
# straight from the models; `makemigrations --check`, config/tests/test_command_line.py and the rigs hold the migrations to them
DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = False
TYPESETTING_LIMITS = None  # a process more for each test run is seconds more; documents/tests/test_limits.py sets them
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a missing one
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # looks a file up when it is asked for, not all for each test client
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UNKNOWN
PUBLIC_STROKE = 0  # no test waits for the beat but that of accounts/tests/test_limits.py
