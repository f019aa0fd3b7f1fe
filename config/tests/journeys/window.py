"""A browser window of one person: a language, a width, and everything that went wrong in it.

Words are given in English and looked for in the window's language, so that a test reads like the page and holds in all.
"""

import os
import re
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from playwright.sync_api import expect

from accounts.models import Language

WATCH = """addEventListener("securitypolicyviolation", (event) => {
  console.error("CSP: " + event.violatedDirective + " " + event.blockedURI);
});"""
EXECUTABLE = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
#: its sandbox needs rights that root and containers do not have
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
LOCAL_NAMES = {"en": "English", "fr": "Français", "ar": "العربيّة"}
PHONE, DESK = 360, 1280


class Window:
    """`page` is Playwright's; `faults` must stay empty."""

    def __init__(self, browser, site, language, width, pictures):
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="en", reduced_motion="reduce")
        self._look(context, site, language, width, pictures)

    @classmethod
    def around(cls, context, site, language, width, pictures):
        """A window in a `context` that is there."""
        made = cls.__new__(cls)
        made._look(context, site, language, width, pictures)
        return made

    def _look(self, context, site, language, width, pictures):
        self.site, self.language, self.width, self.pictures, self.context = site, language, width, pictures, context
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20000)
        self.faults, self.expected, self.shots = [], set(), 0
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._on_request)
        self.page.on("response", self._on_response)

    # ---- what went wrong ---------------------------------------------------------------------------------------------

    def _on_console(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:  # _on_response says which
            self.faults.append(f"console: {message.text}")

    def _on_request(self, request):
        where = urlsplit(request.url)
        if where.scheme in ("http", "https") and where.netloc != urlsplit(self.site.address).netloc:
            self.faults.append(f"asks another host: {where.netloc}")

    def _on_response(self, response):
        if response.status >= 400 and (response.status, urlsplit(response.url).path) not in self.expected:
            self.faults.append(f"{response.status} {response.url}")

    def take_faults(self):
        """The faults until now, which from now on are the caller's to judge."""
        taken, self.faults = self.faults, []
        return taken

    # ---- words -------------------------------------------------------------------------------------------------------

    def t(self, text, context=None, **values):
        """`text`, English or a lazy label, in the window's language with its placeholders filled."""
        with translation.override(self.language):
            if not isinstance(text, str):
                return str(text)
            words = pgettext(context, text) if context else gettext(text)
        return words % values if values else words.replace("%%", "%")

    def tn(self, one, many, count, **values):
        with translation.override(self.language):
            return ngettext(one, many, count) % {"n": count, "count": count, "total": count, **values}

    # ---- looking -----------------------------------------------------------------------------------------------------

    def go(self, path, status=200):
        """Open an address that answers `status`."""
        if status >= 400:
            self.expected.add((status, path))
        assert self.page.goto(f"{self.site.address}{path}").status == status
        self.is_sound()

    def is_sound(self):
        """The page reads in the language's direction and does not scroll sideways."""
        expect(self.page.locator("html")).to_have_attribute("dir", "rtl" if self.language == "ar" else "ltr")
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        self.fits()

    def fits(self):
        """No sideways scroll: neither the document nor anything in it is wider than the window."""
        wide = self.page.evaluate("() => document.documentElement.scrollWidth")
        if wide > self.width:
            self.faults.append(f"{self.page.url} is {wide} px wide in a window of {self.width}")

    def resize(self, width):
        self.width = width
        self.page.set_viewport_size({"width": width, "height": 800})

    def heading(self, text, **values):
        return expect(self.page.get_by_role("heading", name=self.t(text, **values)).first).to_be_visible()

    def sees(self, text):
        """`text`, already in its language, stands in the main part of the page."""
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def told(self, text, **values):
        """The message after an act."""
        expect(self.page.get_by_text(self.t(text, **values)).first).to_be_visible()

    def shot(self, name):
        self.shots += 1
        self.page.screenshot(path=self.pictures / f"{self.language}-{self.width}-{self.shots:02}-{name}.png", full_page=True)

    # ---- doing -------------------------------------------------------------------------------------------------------

    def button(self, text, within=None, **values):
        return (within or self.page).get_by_role("button", name=self.t(text, **values), exact=True)

    def button_of(self, one, many, count):
        """The button whose words count."""
        return self.page.get_by_role("button", name=self.tn(one, many, count), exact=True)

    def link(self, text, within=None, **values):
        return (within or self.page).get_by_role("link", name=self.t(text, **values), exact=True)

    def press(self, text, **values):
        self.button(text, **values).click()

    def follow(self, text, within=None, **values):
        self.link(text, within or self.page.get_by_role("main"), **values).first.click()

    @property
    def main_menu(self):
        return self.page.get_by_role("navigation", name=self.t("Main"), exact=True)

    def field(self, label, **values):
        """The control of `label`, which may carry a star or the word "(optional)"."""
        words, optional = re.escape(self.t(label, **values)), re.escape(self.t("(optional)"))
        return self.page.get_by_label(re.compile(rf"^\s*{words}\s*(\*|{optional})?\s*$"))

    def in_languages(self, label, texts):
        """Fill the three columns of a translated field."""
        for name, text in zip(Language.labels, texts, strict=True):
            self.page.get_by_label(f"{self.t(label)} · {name}").fill(text)

    def choose_language(self):
        self.page.get_by_role("button", name=LOCAL_NAMES[self.language], exact=True).click()
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def file(self, link):
        """The bytes behind a link, fetched as this person."""
        response = self.page.request.get(self.site.address + link.get_attribute("href"))
        assert response.status == 200, response.status
        return response.body()
