"""An invented recipient, on whom an office sees how its wording reads."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.templatetags.ui import format_date, page_language
from participants.wording import workshop_values
from workshops.models import Workshop

_NAMES = {"en": "Amina El Fassi", "fr": "Amina El Fassi", "ar": "أمينة الفاسي"}


def example_values(office, language):
    """Every placeholder with a value, in `language`: the office's newest workshop, an invented person."""
    workshop = Workshop.objects.filter(office=office).select_related("office", "venue").order_by("-start", "-pk").first()
    with translation.override(language):
        today = format_date(timezone.localdate(), page_language())
        invented = {
            "title": _("Example of a workshop"), "dates": today, "place": _("Rabat"), "time": "09:00",
            "office": str(office), "contact": "", "page": settings.SITE_URL,
        }  # fmt: skip
        known = {name: value for name, value in workshop_values(workshop, language).items() if value} if workshop else {}
        return invented | known | {
            "name": _NAMES[language],
            "link": f"{settings.SITE_URL}/my/…/",
            "reason": _("The reason you give stands here."),
            "remark": _("What you add stands here."),
            "deadline": f"{today}, 17:00",
        }  # fmt: skip
