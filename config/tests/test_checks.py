import pytest

from config import checks


@pytest.mark.parametrize(
    ("production", "url", "found"),
    [
        (False, "", ["config.W001"]),
        (True, "", ["config.E002"]),
        (True, "http://127.0.0.1:8000", ["config.E002"]),
        (True, "http://localhost", ["config.E002"]),
        (True, "https://127.1", ["config.E002"]),
        (True, "http://warsha.example.org", ["config.E003"]),
        (True, "https://warsha.example.org", []),
    ],
)
def test_site_url_of_a_real_site(settings, production, url, found):
    settings.PRODUCTION, settings.SITE_URL_GIVEN, settings.SITE_URL = production, url, url or "http://127.0.0.1:8000"
    assert [message.id for message in checks.check_site_url(None)] == found


@pytest.mark.parametrize(("mode", "found"), [(0o600, []), (0o644, ["config.E001"])])
def test_secret_key_must_be_private(settings, tmp_path, mode, found):
    settings.DATA_DIR = tmp_path
    (tmp_path / "secret_key").touch()
    (tmp_path / "secret_key").chmod(mode)
    assert [message.id for message in checks.check_secret_key_is_private(None)] == found
