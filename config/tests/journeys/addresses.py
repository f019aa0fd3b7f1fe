"""The pages of the site as a tour visits them: {name: path}."""

from django.urls import reverse

from config.tests.journeys.live import CASE, NOMINATED, UPCOMING

#: those a person meets most; axe looks at them
MAIN_PUBLIC = {
    "catalogue",
    "workshop",
    "register",
    "prove",
    "own page",
    "own data to correct",
    "own erasure",
    "verify form",
    "own test",
    "test by the wall",
    "lost link",
    "verify",
    "sign-in",
    "nominate",
}
MAIN_STAFF = {
    *("home", "workshops", "overview", "overview coming", "programme", "participants", "attendance", "scores", "feedback"),
    *("certificates", "funding", "report", "project", "plan", "add person", "person", "seats"),
    *("sheets and scans", "papers in one file", "signed sheet"),
    *("duplicates", "compare two people", "institutions", "institution", "proposals", "settle a proposal", "merge institutions"),
    *("nominations", "invitation"),
    *("certificates", "funding", "report", "project", "plan", "add person", "person"),
    *("kept report", "freeze a report", "narrative", "write a narrative", "photographs"),
    *("at the door", "links for helpers", "choose a register"),
    *(
        "missing data",
        "behind a figure",
        "targets",
        "year at a glance",
        "letters",
        "write",
        "outbox",
        "letter",
        "wordings",
        "wording",
    ),
    *("print beforehand", "certificates of facilitators", "one certificate", "erasures", "erase a person"),
    *("design of certificates", "signatories", "words of a certificate"),
    *("questions of the test", "add a question", "results of the tests", "send a score sheet"),
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
        "lost link": reverse("participants:lost_link"),
        "lost link asked": reverse("participants:lost_link_done"),
        "privacy": reverse("participants:privacy"),
        "prove": facts["prove"],
        "own page": facts["own_page"],
        "own data to correct": facts["own_page"] + "correct/",
        "own withdrawal": facts["own_page"] + "withdraw/",
        "own erasure": facts["own_page"] + "erase/",
        "own test": facts["own_page"] + "test/pre/",
        "own test that is closed": facts["own_page"] + "test/post/",
        "test by the wall": facts["wall"],
        "thanks for answers": reverse("evaluations:thanks", args=[UPCOMING]),
        "nominate": facts["nominate"],
        "nominate several": facts["nominate"] + "?rows=3",
        "nominate remove": f"{facts['nominate']}{facts['named']}/remove/",
        "nominate replace": f"{facts['nominate']}{facts['named']}/replace/",
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
        **_directory(facts),
        "focal points": reverse("participants:focal_points"),
        "add focal point": reverse("participants:focal_point_add"),
        "focal point": reverse("participants:focal_point_edit", args=[facts["focal_point"]]),
        "projects": reverse("workshops:project_list"),
        "project": reverse("workshops:project", args=["CT.0690"]),
        "project form": reverse("workshops:project_edit", args=["CT.0690"]),
        "add project": reverse("workshops:project_create"),
        "rule": reverse("reports:rule_add", args=["CT.0690"]),
        "data for IATI": reverse("workshops:project_publication", args=["CT.0690"]),
        "donor": reverse("workshops:donor_create"),
        **_of_reports(facts),
        "password": reverse("account_change_password"),
        "second factor": reverse("mfa_index"),
        "sign out": reverse("account_logout"),
        "outbox": reverse("mailing:outbox"),
        "letter": reverse("mailing:letter", args=[facts["letter"]]),
        "wordings": reverse("participants:wordings"),
        "wording": reverse("participants:wording", args=[facts["office"], "registration_prove", "ar"]),
        **_of_certificates(facts),
        "workshops": reverse("workshops:list"),
        "plan": reverse("workshops:create"),
        **_of_workshop(facts),
    }


def _of_reports(facts):
    return {
        "report": reverse("reports:donor_report") + "?project=CT.0690",
        "prepared files": reverse("reports:exports"),
        "IATI file": reverse("reports:iati") + "?project=CT.0690",
        "behind a figure": reverse("reports:behind") + "?project=CT.0690&head=attended&by=sex&value=F",
        "freeze a report": reverse("reports:keep") + "?project=CT.0690&donor=SDC",
        "kept reports": reverse("reports:kept_list"),
        "kept report": reverse("reports:kept_report", args=[facts["kept"]]),
        "correct a report": reverse("reports:kept_correct", args=[facts["kept"]]),
        "narrative reports": reverse("reports:narratives"),
        "start a narrative": reverse("reports:narrative_start"),
        "narrative": reverse("reports:narrative", args=[facts["narrative"]]),
        "write a narrative": reverse("reports:narrative_edit", args=[facts["narrative"]]),
        "photographs": reverse("reports:photos", args=[facts["narrative"]]),
        "year at a glance": reverse("reports:dashboard") + "?year=2014",
        "targets": reverse("reports:targets", args=["CT.0690"]),
        "missing data": reverse("reports:missing") + "?project=CT.0690",
    }


def _of_certificates(facts):
    return {
        "erasures": reverse("certificates:erasures"),
        "erase a person": reverse("certificates:erase", args=[facts["participant"]]),
        "signatories": reverse("certificates:signatories"),
        "add signatory": reverse("certificates:signatory_add"),
        "words of certificates": reverse("certificates:wordings"),
        "words of a certificate": reverse("certificates:wording", args=[facts["office"], "completion", "fr"]),
    }


def _directory(facts):
    institution = facts["institution"]
    return {
        "duplicates": reverse("participants:duplicates"),
        "compare two people": reverse("participants:merge_people", args=facts["pair"]),
        "institutions": reverse("participants:institutions"),
        "institution": reverse("participants:institution", args=[institution]),
        "add institution": reverse("participants:institution_add"),
        "kind of an institution": reverse("participants:institution_edit", args=[institution]),
        "name of an institution": reverse("participants:institution_name_add", args=[institution]),
        "successor": reverse("participants:institution_successor", args=[institution]),
        "merge institutions": reverse("participants:institution_merge", args=[institution]),
        "compare two institutions": reverse("participants:institution_merge", args=[institution]) + "?institution_name=DGSN",
        "proposals": reverse("participants:proposals"),
        "settle a proposal": reverse("participants:settle") + "?text=Agence+des+nuages",
    }


def _of_workshop(facts):
    def of(name, *rest, code=CASE):
        return reverse(name, args=[code, *rest])

    return {
        "overview": of("reports:workshop"),
        "report of the workshop": of("reports:workshop_report"),
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
        "invite people": of("participants:invite", code=UPCOMING),
        "add person": of("participants:add", code=UPCOMING),
        "seats": of("participants:seats", code=UPCOMING),
        "add a quota": of("participants:quota_add", code=UPCOMING),
        "counted by head": of("participants:heads", code=UPCOMING),
        "substitute": of("participants:substitute", facts["registration"]),
        "correct a person": of("participants:correct", facts["named"], code=UPCOMING),
        "nominations": of("participants:nominations", code=UPCOMING),
        "invitation": of("participants:invitation", facts["invitation"], code=UPCOMING),
        "invite": of("participants:invite_institution", code=UPCOMING),
        "invite an institution": of("participants:invite_institution", code=UPCOMING) + "?institution_name=DGSN",
        "change invitation": of("participants:invitation_change", facts["invitation"], code=UPCOMING),
        "withdraw invitation": of("participants:invitation_withdraw", facts["invitation"], code=UPCOMING),
        "letters": of("participants:letters", code=UPCOMING),
        "write": of("participants:write", code=UPCOMING),
        "postpone": of("participants:postpone", code=UPCOMING),
        "cancel": of("participants:cancel", code=UPCOMING),
        **_of_lists(facts),
        **_from_the_door_on(facts, of),
    }


def _from_the_door_on(facts, of):
    return {
        "attendance": of("attendance:grid"),
        "attendance list": of("attendance:register", facts["register"]),
        "sheets and scans": of("attendance:papers"),
        "papers in one file": of("attendance:printing", facts["print"]),
        "signed sheet": of("attendance:signed", facts["register"]),
        "marks of a person": of("attendance:person", facts["registration"]),
        "questions": of("attendance:review"),
        "at the door": of("attendance:door"),
        "links for helpers": of("attendance:links", facts["register"]),
        "choose a register": reverse("attendance:checkin"),
        "reopen a register": of("attendance:reopen", facts["register"]),
        "close": of("attendance:transition", "reopen"),
        "scores": of("evaluations:scores"),
        **_of_tests(of),
        "feedback": of("evaluations:feedback"),
        "questions of the feedback": of("evaluations:feedback_questions", code=UPCOMING),
        "close the feedback": of("evaluations:feedback_close", code=UPCOMING),
        "code for the wall": of("evaluations:feedback_wall", code=UPCOMING),
        "follow-up": of("evaluations:follow_up", code=UPCOMING),
        "certificates": of("certificates:list"),
        "design of certificates": of("certificates:design"),
        "print beforehand": of("certificates:beforehand", code=UPCOMING),
        "certificates of facilitators": of("certificates:teachers"),
        "one certificate": reverse("certificates:one", args=[facts["certificate"]]),
        "issue one": of("certificates:issue_one", facts["refused"]),
        "reissue": reverse("certificates:reissue", args=[facts["certificate"]]),
        "revoke": reverse("certificates:revoke", args=[facts["certificate"]]),
    }


def _of_tests(of):
    return {
        "questions of the test": of("evaluations:paper", code=UPCOMING),
        "add a question": of("evaluations:question_add", code=NOMINATED),
        "add a number": of("evaluations:question_add", code=NOMINATED) + "?kind=number",
        "copy a paper": of("evaluations:copy", code=NOMINATED),
        "code on the wall": of("evaluations:wall", "pre", code=UPCOMING),
        "results of the tests": of("evaluations:results"),
        "send a score sheet": of("evaluations:import", code=UPCOMING),
    }


def _of_lists(facts):
    return {
        "import a list": reverse("participants:import_start", args=[UPCOMING]),
        "columns of a list": reverse("participants:import_columns", args=[UPCOMING, facts["list_to_map"]]),
        "list to review": reverse("participants:import_batch", args=[UPCOMING, facts["list_to_review"]]),
    }
