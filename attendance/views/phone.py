"""The page a phone keeps, for whoever may use it, and what makes it an app: its service worker and its manifest."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.templatetags.ui import format_day, page_language
from attendance.rules import NOON
from attendance.shell import shell


def phone_page(request, *, register, people_url, records_url, token=""):
    """The check-in page of `register`: `token` is that of a device link, "" for somebody signed in.

    The only page that may use the camera and run the decoder's WebAssembly.
    """
    workshop = register.workshop
    context = {"register": register, "label": register_label(register), "title": workshop.title, "time_zone": workshop.timezone}
    context |= {"people_url": people_url, "records_url": records_url, "token": token}
    response = render(request, "attendance/checkin/page.html", context)
    response["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
    response._csp_update = {"script-src": ["'wasm-unsafe-eval'"]}  # what csp.decorators.csp_update sets
    return response


def register_label(register):
    """Such as "Thursday 26 June, morning": the day of `register`, and the half of it when its sessions lie in one."""
    day = format_day(register.date, page_language(), year=False)
    halves = {session.start < NOON for session in register.sessions.all()}
    if len(halves) != 1:
        return day
    return _("%(day)s, morning") % {"day": day} if halves.pop() else _("%(day)s, afternoon") % {"day": day}


@login_not_required
def checkin_worker(request):
    """The service worker of /checkin/. A browser asks for it anew at each visit, so no cache keeps it."""
    context = {"shell": shell(reverse("attendance:checkin"))}
    response = render(request, "attendance/checkin/worker.js", context, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
def checkin_manifest(request):
    """What a phone needs to install the page: its name, its icons, where it begins."""
    return render(request, "attendance/checkin/manifest.json", content_type="application/manifest+json")
