"""The pages of the site as a tour visits them: {name: path}."""

from django.urls import reverse

from config.tests.journeys.live import CASE, UPCOMING

#: those a person meets most; axe looks at them
MAIN_PUBLIC = {"catalogue", "workshop", "register", "prove", "own page", "verify", "sign-in"}
MAIN_STAFF = {
    *("home", "workshops", "overview", "overview coming", "programme", "participants", "attendance", "scores"),
    *("certificates", "funding", "report", "project", "plan", "add person", "person"),
}


def public(facts):
    """Pages without an account; `facts` of conftest holds what is not known beforehand."""
    return {
        "catalogue": reverse("participants:catalogue"),
        "workshop": reverse("participants:public_workshop", args=[UPCOMING]),
        "past workshop": reverse("participants:public_workshop", args=[CASE]),
        "register": reverse("participants:register", args=[UPCOMING]),
        "register done": reverse("participants:register_done", args=[UPCOMING]),
        "register closed": reverse("participants:register", args=[CASE]),
        "privacy": reverse("participants:privacy"),
        "prove": facts["prove"],
        "own page": facts["own_page"],
        "verify": reverse("certificates:verify", args=[facts["token"]]),
        "verify form": reverse("certificates:verify_form"),
        "sign-in": reverse("account_login"),
        "password reset": reverse("account_reset_password"),
        "signing up is closed": reverse("account_signup"),
    }


def staff(facts):
    """Pages of a coordinator."""
    return {
        "home": reverse("reports:home"),
        "search": reverse("reports:search") + "?q=a",
        "people": reverse("participants:people"),
        "person of the office": reverse("participants:person", args=[facts["participant"]]),
        "projects": reverse("workshops:project_list"),
        "project": reverse("workshops:project", args=["CT.0690"]),
        "project form": reverse("workshops:project_edit", args=["CT.0690"]),
        "add project": reverse("workshops:project_create"),
        "rule": reverse("workshops:rule_add", args=["CT.0690"]),
        "donor": reverse("workshops:donor_create"),
        "report": reverse("reports:donor_report") + "?project=CT.0690",
        "password": reverse("account_change_password"),
        "second factor": reverse("mfa_index"),
        "sign out": reverse("account_logout"),
        "workshops": reverse("workshops:list"),
        "plan": reverse("workshops:create"),
        **_of_workshop(facts),
    }


def _of_workshop(facts):
    def of(name, *rest, code=CASE):
        return reverse(name, args=[code, *rest])

    return {
        "overview": of("reports:workshop"),
        "overview coming": of("reports:workshop", code=UPCOMING),
        "edit": of("workshops:edit", code=UPCOMING),
        "programme": of("workshops:programme", code=UPCOMING),
        "session": of("workshops:session_edit", facts["session"], code=UPCOMING),
        "add session": of("workshops:session_add", code=UPCOMING),
        "facilitator": of("workshops:facilitator_add", code=UPCOMING),
        "funding": of("workshops:funding"),
        "funding form": of("workshops:funding_edit", code=UPCOMING),
        "history": of("workshops:history"),
        "participants": of("participants:list"),
        "person": of("participants:detail", facts["registration"]),
        "add person": of("participants:add", code=UPCOMING),
        "import a list": of("participants:import_start", code=UPCOMING),
        "columns of a list": of("participants:import_columns", facts["list_to_map"], code=UPCOMING),
        "list to review": of("participants:import_batch", facts["list_to_review"], code=UPCOMING),
        "letters": of("participants:letters", code=UPCOMING),
        "postpone": of("participants:postpone", code=UPCOMING),
        "cancel": of("participants:cancel", code=UPCOMING),
        "attendance": of("attendance:grid"),
        "attendance list": of("attendance:register", facts["register"]),
        "reopen a register": of("attendance:reopen", facts["register"]),
        "close": of("attendance:transition", "reopen"),
        "scores": of("evaluations:scores"),
        "certificates": of("certificates:list"),
        "issue one": of("certificates:issue_one", facts["refused"]),
        "reissue": reverse("certificates:reissue", args=[facts["certificate"]]),
        "revoke": reverse("certificates:revoke", args=[facts["certificate"]]),
    }
