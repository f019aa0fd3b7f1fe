"""seed_demo: the demonstration data, for a machine where Warsha is tried."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.history import Actor
from accounts.models import Office
from config.demo.accounts import make_accounts
from config.demo.nominations import invite_people
from config.demo.papers import set_paper
from config.demo.registrations import FOLDER, register_people
from config.demo.reports import make_reports
from config.demo.upcoming import make_upcoming
from participants.actions.reference import load_reference
from participants.rules.reference import read
from reports.casefile import reader
from workshops.models import Project, Workshop

CASE = FOLDER / "iom-morocco-2014.json"
REFERENCE = settings.BASE_DIR / "config" / "reference" / "morocco.json"


class Command(BaseCommand):
    """The 2014 case, a workshop with open registration, one by nomination, one account per role. Twice changes nothing."""

    help = "Loads the demonstration data: the case of 2014, two workshops to come, one account per role."

    @transaction.atomic
    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("This is a production site (PRODUCTION is set): demonstration data do not belong here.")
        now, by = timezone.now(), Actor.system("seed_demo")
        loaded = load_reference(reference=read(REFERENCE.read_bytes()), by=by, now=now)
        case = json.loads(CASE.read_text())
        reader.read(case, by=by, now=now)
        past = Workshop.objects.get(code=case["workshop"]["code"])
        _spell_the_town(past)
        _describe(past.project)
        office = Office.objects.get(code=case["office"]["code"])
        upcoming, is_new = make_upcoming(office=office, by=by, now=now)
        people = register_people(workshop=upcoming, now=now) if is_new else 0
        asked = set_paper(workshop=upcoming, by=by, now=now) if is_new else 0
        nominated, is_asked = make_upcoming(office=office, by=by, now=now, file="nominated.json")
        named = invite_people(workshop=nominated, by=by, now=now) if is_asked else 0
        project = Project.objects.get(code=case["project"]["code"])
        make_reports(workshop=past, donors=("SDC", "IDF"), by=by, now=now)
        users = make_accounts(office=office, project=project, workshops=[past, upcoming])
        self.stdout.write(f"{past.code}: {past.registrations.count()} registrations")
        self.stdout.write(f"{upcoming.code}: {'made' if is_new else 'known already'}, {upcoming.start} to {upcoming.end}")
        self.stdout.write(f"{upcoming.code}: {people} new registrations, {asked} questions of its test")
        self.stdout.write(f"{nominated.code}: {named} new registrations")
        self.stdout.write(f"new: {loaded.regions} regions, {loaded.institutions} institutions, {users} accounts")


def _spell_the_town(workshop):
    """A case file spells its town once, and an export says it so again; Arabic papers print the Arabic name."""
    for place in filter(None, (workshop, workshop.venue)):
        type(place).objects.filter(pk=place.pk, city_en="Rabat").update(city_fr="Rabat", city_ar="الرباط")


def _describe(project):
    """What a case file has no place for and an IATI file asks of the project; invented, like all but the public facts."""
    if project.sectors.exists():
        return
    told = {"en": "Trains officials of North African states to receive, refer and protect migrants in transit.",
            "fr": "Forme des fonctionnaires d’États d’Afrique du Nord à l’accueil, l’orientation et la protection des migrants.",
            "ar": "تكوين موظفي دول شمال إفريقيا في مجال استقبال المهاجرين العابرين وتوجيههم وحمايتهم."}  # fmt: skip
    columns = {f"description_{language}": text for language, text in told.items()}
    type(project).objects.filter(pk=project.pk).update(
        **columns, aid_type="D02", flow_type="10", finance_type="110", tied_status="5"
    )
    project.sectors.create(code="15190", percent=100)
    project.markers.create(code="1", significance="1")
