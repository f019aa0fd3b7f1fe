"""The people of one workshop, and of an office over its workshops."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, OuterRef, Q, Subquery
from django.db.models.functions import Cast

from mailing.models import Letter
from participants.models import LIVE, Institution, Participant, Registration
from participants.rules.searching import alternatives
from workshops.models import Workshop

#: how the list may be sorted; each ends in a unique column
ORDERS = {
    "name": ["family_name", "given_name", "arabic_name", "pk"],
    "institution": ["institution__key", "family_name", "pk"],
    "status": ["status", "rank", "position", "pk"],
    "arrival": ["position", "pk"],
}
PERSON_ORDERS = {
    "name": ["family_name", "given_name", "arabic_name", "pk"],
    "-name": ["-family_name", "-given_name", "-arabic_name", "-pk"],
    "workshops": ["workshops", "family_name", "pk"],
    "-workshops": ["-workshops", "family_name", "pk"],
    "newest": ["-created_at", "-pk"],
}


def people_of(workshop):
    """The registrations of one workshop with what a row of the list shows."""
    rows = Registration.objects.filter(workshop=workshop).select_related("workshop", "institution", "replaced_by")
    return rows.prefetch_related("institution__names")


def narrowed(registrations, *, q="", institution="", status="", origin="", sex="", language="", sort="name"):
    """`registrations` that fit the filters, in the order `sort` names.

    Besides values: "none" as sex (not stated), "gone" as status (at an end); as institution "proposed" (written, not in the
    list) and "none" (either that or not given at all).
    """
    exact = {"institution": institution, "status": status, "origin": origin, "language": language}
    groups = {"institution": ["proposed", "none"], "status": ["gone"]}
    rows = registrations.filter(**{name: value for name, value in exact.items() if value and value not in groups.get(name, ())})
    if status == "gone":
        rows = rows.exclude(status__in=LIVE)
    if institution in groups["institution"]:
        rows = rows.filter(institution=None)
    if institution == "proposed":
        rows = rows.exclude(institution_proposal="")
    if sex:
        rows = rows.filter(sex="" if sex == "none" else sex)
    return searched(rows, q).order_by(*ORDERS.get(sort, ORDERS["name"]))


def searched(rows, q):
    """Rows (registrations or participants) whose names or address answer every word of `q`, in either script and any spelling."""
    for either in alternatives(q):
        fits = Q()
        for text in either:
            fits |= Q(search_key__contains=text)
        rows = rows.filter(fits)
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


def persons(user, q="", sort="name"):
    """The persons of the user's offices, with how many workshops each registered for, in the order `sort` names.

    Whoever was merged into another is found under that other: by the names and the address of either.
    """
    visible = Participant.objects.visible_to(user)
    rows = visible.current().select_related("office").annotate(workshops=Count("registrations"))
    if q.strip():
        found = searched(visible, q)
        rows = rows.filter(Q(pk__in=found.values("pk")) | Q(pk__in=found.exclude(merged_into=None).values("merged_into")))
    return rows.order_by(*PERSON_ORDERS.get(sort, PERSON_ORDERS["name"]))


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


def invitable(workshop, q=""):
    """The persons of the workshop's office with an address and no live registration there, with their last institution."""
    there = Registration.objects.filter(workshop=workshop, participant__isnull=False).live().values("participant")
    rows = Participant.objects.filter(office=workshop.office).current().exclude(email_key="").exclude(pk__in=there)
    last = Registration.objects.filter(participant=OuterRef("pk")).order_by("-pk")
    rows = rows.annotate(workshops=Count("registrations"), institution=Subquery(last.values("institution")[:1]))
    return searched(rows, q).order_by("family_name", "given_name", "pk")
