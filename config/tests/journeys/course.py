"""What a journey plans and whom it meets; invented. Each language has its own, so that journeys do not meet."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

LANGUAGES = ("en", "fr", "ar")


@dataclass(frozen=True)
class Donor:
    key: str
    names: tuple

    def name_in(self, language):
        return self.names[LANGUAGES.index(language)]


@dataclass(frozen=True)
class Person:
    given: str
    family: str
    arabic: str
    institution: str
    email: str = ""
    function: str = ""
    typed: str = ""

    @property
    def latin(self):
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class Course:
    """One workshop of one day, which is today at its place, so that presence can be taken."""

    key: str
    day: date
    city: str = "Tétouan"
    costs: tuple = (("Salle et pauses", "20000", "18500.50"), ("Documentation", "4000", "3800"))

    @property
    def project(self):
        return f"CT.{self.key}"

    @property
    def code(self):
        return f"IOM-MA-{self.key}"

    @property
    def donors(self):
        return tuple(
            Donor(f"{letter}-{self.key}", tuple(f"{name} {letter} {self.key}" for name in ("Fund", "Fonds", "صندوق")))
            for letter in ("A", "B")
        )

    @property
    def project_titles(self):
        return (f"Borders and rights {self.key}", f"Frontières et droits {self.key}", f"الحدود والحقوق {self.key}")

    @property
    def titles(self):
        return (f"Protection at borders {self.key}", f"La protection aux frontières {self.key}", f"الحماية عند الحدود {self.key}")

    @property
    def descriptions(self):
        return ("Two half-days on referral.", "Deux demi-journées sur l'orientation.", "نصفا يوم حول الإحالة.")

    @property
    def contacts(self):
        return ("Training desk, ext. 12", "Cellule formation, poste 12", "خلية التكوين، الرقم 12")

    @property
    def topic(self):
        return f"Orientation {self.key}"

    @property
    def venue(self):
        return f"Centre {self.key}"

    def title_in(self, language):
        return self.titles[LANGUAGES.index(language)]

    def description_in(self, language):
        return self.descriptions[LANGUAGES.index(language)]


MORNING = ("09:00", "12:00", ("Law", "Le droit", "القانون"), "D1-AM")
AFTERNOON = ("14:00", "16:30", ("Practice", "La pratique", "الممارسة"), "D1-PM")
INSTITUTION = {"fr": ("intérieur", "Ministère de l'Intérieur"), "ar": ("الداخلية", "وزارة الداخلية")}


def course_in(language):
    return Course(f"J{language.upper()}", datetime.now(ZoneInfo("Africa/Casablanca")).date())


def people_in(language):
    """(who registers, who stands at the door)"""
    typed, name = INSTITUTION[language]
    registrant = Person(
        "Salma", "Benchekroun-Alaoui", "سلمى بنشقرون العلوي", name, f"salma.{language}@example.org", "Cheffe de service", typed
    )
    return registrant, Person("Khalid", "Oumlil", "خالد أومليل", name)
