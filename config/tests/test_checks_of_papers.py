"""At the start: what would make papers slow is refused."""

import pytest
from django.core.checks.registry import registry
from django.core.management.base import CommandError

from config import checks, setting_up
from documents import speed

WOFF = '@font-face { font-family: "x"; src: url("static:fonts/x.woff2"); }'


CHECKS = (checks.check_fonts_of_papers, checks.check_font_library)


def refusals():
    return [found.id for check in CHECKS for found in check(None)]


def test_both_are_asked_at_every_start():
    assert set(CHECKS) <= set(registry.get_checks())
    setting_up.check_site()


def test_our_own_fonts_and_libraries_are_accepted():
    assert refusals() == []


def test_a_compressed_font_of_papers_is_refused_at_the_start(settings, tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "paper.css").write_text(WOFF)
    (tmp_path / "css" / "page.css").write_text('@font-face { src: url("../fonts/x.woff2"); }')
    settings.STATICFILES_DIRS = [tmp_path]
    assert speed.slow_fonts() == ["paper.css: static:fonts/x.woff2"]
    assert refusals() == ["config.E004"]
    with pytest.raises(CommandError, match="paper.css: static:fonts/x.woff2"):
        setting_up.check_site()


def test_a_missing_font_library_is_refused_at_the_start(monkeypatch):
    assert not speed.has_subsetter(("libno-such-thing.so.0",))
    monkeypatch.setattr(speed, "has_subsetter", lambda: False)
    assert refusals() == ["config.E005"]
