"""How people pass a workshop on: plain addresses. Nothing is fetched from anybody before a person follows one."""

from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse


def share_of(workshop):
    """{"page": the address, "mail": where the e-mail link leads, "services": [(name, where it leads)]}."""
    page = settings.SITE_URL + reverse("participants:public_workshop", args=[workshop.code])
    text = f"{workshop}\n{page}"
    return {
        "page": page,
        "mail": f"mailto:?{urlencode({'subject': str(workshop), 'body': text}, quote_via=quote)}",
        "services": [
            ("WhatsApp", f"https://wa.me/?{urlencode({'text': text}, quote_via=quote)}"),
            ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': page})}"),
        ],
    }


def map_of(place):
    """Where a map of `place` is found; empty when no place is known."""
    return f"https://www.openstreetmap.org/search?{urlencode({'query': place})}" if place else ""
