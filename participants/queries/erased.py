"""What erased persons still are to counts: one person, wherever their address was or is."""

from django.conf import settings

from participants.models import Participant
from participants.rules.erasing import ERASED, same_addresses


def addresses_of_erased():
    """Pairs of keys (`Participant.email_key`) that are one address, of which one at least was erased; two queries at most."""
    keys = Participant.objects.exclude(email_key="").order_by("email_key")
    erased = list(keys.filter(email_key__startswith=ERASED).values_list("email_key", flat=True))
    if not erased:
        return []
    plain = keys.exclude(email_key__startswith=ERASED).values_list("email_key", flat=True).distinct()
    return same_addresses(erased, plain, settings.SECRET_KEY)
