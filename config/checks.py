"""What `manage.py check --deploy` says about a site that is meant for real use. Registered by `config.apps`."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from certificates.queries import has_public_address


@register(Tags.security, deploy=True)
def check_secret_key_is_private(app_configs, **kwargs):
    path = settings.DATA_DIR / "secret_key"
    if path.exists() and path.stat().st_mode & 0o077:
        return [Error(f"{path} can be read by others.", hint=f"Run: chmod 600 {path}", id="config.E001")]
    return []


@register(Tags.security, deploy=True)
def check_site_url(app_configs, **kwargs):
    """The address is printed on certificates, for ever."""
    if not settings.PRODUCTION:
        return [Warning("PRODUCTION is not set: this is a demonstration.", hint="Set PRODUCTION=1.", id="config.W001")]
    hint = "Set SITE_URL to the address the public uses, such as https://warsha.example.org."
    if not has_public_address():
        return [Error("SITE_URL is not set, or leads to this machine alone.", hint=hint, id="config.E002")]
    if not settings.SITE_URL.startswith("https://"):
        return [Error("SITE_URL is not https: passwords and names would travel in the clear.", hint=hint, id="config.E003")]
    return []
