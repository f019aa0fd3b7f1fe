"""What is refused at each start, and what `manage.py check --deploy` says of a site meant for real use. See `config.apps`."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from certificates.queries import has_public_address
from documents import speed


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


@register()
def check_fonts_of_papers(app_configs, **kwargs):
    """A hundred certificates would take minutes instead of seconds."""
    hint = "Name the TTF file: browsers want woff2, papers do not."
    return [
        Error(f"A stylesheet of papers uses a compressed font: {use}.", hint=hint, id="config.E004") for use in speed.slow_fonts()
    ]


@register()
def check_font_library(app_configs, **kwargs):
    if speed.has_subsetter():
        return []
    hint = "Run: sudo apt-get install -y libharfbuzz-subset0"
    return [Error("The library libharfbuzz-subset is missing.", hint=hint, id="config.E005")]
