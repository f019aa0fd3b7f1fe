"""The people of one workshop, and of an office over its workshops."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Q
from django.db.models.functions import Cast

from mailing.models import Letter
from participants.models import Institution, Participant, Registration
from participants.rules.identity import folded
from workshops.models import Workshop

#: how the list may be sorted; each ends in a unique column
ORDERS = {
    "name": ["family_name", "given_name", "arabic_name", "pk"],
    "institution": ["institution__key", "family_name", "pk"],
    "status": ["status", "rank", "position", "pk"],
    "arrival": ["position", "pk"],
}


def people_of(workshop):
    """The registrations of one workshop with what a row of the list shows."""
    rows = Registration.objects.filter(workshop=workshop).select_related("workshop", "institution", "replaced_by")
    return rows.prefetch_related("institution__names")


def narrowed(registrations, *, q="", institution="", status="", origin="", sex="", language="", sort="name"):
    """`registrations` that fit the filters ("none" as sex: not stated), in the order `sort` names."""
    exact = {"institution": institution, "status": status, "origin": origin, "language": language}
    rows = registrations.filter(**{name: value for name, value in exact.items() if value})
    if sex:
        rows = rows.filter(sex="" if sex == "none" else sex)
    return searched(rows, q).order_by(*ORDERS.get(sort, ORDERS["name"]))


def searched(rows, q):
    """Rows (registrations or participants) whose names or address hold every word of `q`, in either script."""
    for word in folded(q).split():
        rows = rows.filter(search_key__contains=word)
    return rows


def institutions_of(workshop):
    """The institutions that have somebody registered, for the filter."""
    used = Registration.objects.filter(workshop=workshop).values("institution")
    return Institution.objects.filter(pk__in=used).prefetch_related("names").order_by("key")


def homonyms_of(workshop):
    """{(given name, family name, Arabic name)} that several live registrations of one workshop share; one query."""
    names = ["given_name", "family_name", "arabic_name"]
    rows = Registration.objects.filter(workshop=workshop).live().order_by(*names).values_list(*names)
    return set(rows.annotate(n=Count("pk")).filter(n__gt=1).values_list(*names))


def persons(user, q=""):
    """The persons of the user's offices, with how many workshops each registered for."""
    rows = Participant.objects.visible_to(user).current().select_related("office").annotate(workshops=Count("registrations"))
    return searched(rows, q).order_by("family_name", "given_name", "pk")


def letters_of(workshop, user):
    """The letters about one workshop and its registrations that `user` may see, newest first."""
    pks = Registration.objects.filter(workshop=workshop).annotate(text=Cast("pk", CharField())).values("text")
    about = Q(content_type=ContentType.objects.get_for_model(Registration), object_id__in=pks)
    about |= Q(content_type=ContentType.objects.get_for_model(Workshop), object_id=str(workshop.pk))
    return Letter.objects.visible_to(user).filter(about).order_by("-created_at", "-pk")


def letters_to(letters, workshop, text):
    """Those of `letters` whose recipient's name, or address, holds every word of `text`, in either script."""
    if not text:
        return letters
    found = searched(Registration.objects.filter(workshop=workshop), text)
    pks = found.annotate(text=Cast("pk", CharField())).values("text")
    named = Q(content_type=ContentType.objects.get_for_model(Registration), object_id__in=pks)
    return letters.filter(named | Q(to__icontains=text))
