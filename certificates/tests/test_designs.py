"""A workshop's design: chosen, tried, kept in what is issued from then on."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from accounts.history import Actor, entries_for
from certificates.actions.designing import set_design
from certificates.actions.issuing import NotEligible, issue, issue_eligible
from certificates.models import Design, Signatory
from certificates.queries import event_of
from certificates.tests.papers import picture
from participants.models import Registration

SYSTEM = Actor.system("test")
CHOSEN = {"layout": "portrait", "languages": "en-ar", "language": "fr", "disclaimer_en": "Not their views."}


@pytest.fixture
def with_logos(held, office, media_root):
    """The office and the first donor have logos; keys in the usual order."""
    donor = held.funding.order_by("position").first().donor
    for row in (office, donor):
        row.logo.save(f"{row.pk}.png", BytesIO(picture()))
    return ["office", donor.key]


def page(workshop, name="design"):
    return reverse(f"certificates:{name}", args=[workshop.code])


def design_of_event(workshop):
    event = event_of(workshop)
    return event.design, event.languages, [row["name"] for row in event.signatories], len(event.logos)


def test_a_workshop_without_a_design_has_the_classic_one_and_the_first_three_sign(held, office):
    for number in range(3):
        office.signatories.create(name=f"Signs {number}", position=number + 1)
    assert design_of_event(held) == ("classic", ("en", "fr", "ar"), ["Nadia Signs", "Signs 0", "Signs 1"], 0)


def test_a_saved_design_is_what_is_issued_from_then_on_and_stands_in_the_history(staff, held, office, attend, now):
    before = issue(registration=attend(held), by=SYSTEM, now=now)
    second = office.signatories.create(name="Second")
    answer = staff.post(page(held), CHOSEN | {"signatory_0": second.pk, "topics_overleaf": "on"})
    assert answer.url == page(held)
    made = issue(registration=attend(held), by=SYSTEM, now=now)
    facts = made.snapshot
    assert (facts["design"], facts["printed"], facts["overleaf"]) == ("portrait", ["en", "ar"], True)
    assert [row["name"] for row in facts["signatories"]] == ["Second"]
    assert facts["languages"][0]["disclaimer"] == "Not their views."
    before.refresh_from_db()
    assert before.snapshot["design"] == "classic"
    entry = entries_for(held).filter(verb="design_changed").get()
    assert entry.fields == ["disclaimer_en", "languages", "layout", "signatories", "topics_overleaf"]
    staff.post(page(held), CHOSEN | {"signatory_0": second.pk, "topics_overleaf": "on"})
    assert entries_for(held).filter(verb="design_changed").count() == 1


def test_logos_stand_in_the_order_chosen_or_are_left_out(staff, held, with_logos):
    office, donor = with_logos
    assert [logo["name"]["en"] for logo in event_of(held).logos] == [held.office.name_en, held.funding.first().donor.name_en]
    staff.post(page(held), CHOSEN | {f"logo_{office}": "2", f"logo_{donor}": "1"})
    assert Design.objects.get().logos == [donor, office]
    staff.post(page(held), CHOSEN | {f"logo_{office}": "1", f"logo_{donor}": "2"})
    assert Design.objects.get().logos == []
    staff.post(page(held), CHOSEN)
    assert design_of_event(held)[3] == 0


def test_nobody_signs_twice_and_no_two_logos_share_a_place(staff, held, office, with_logos):
    signs = office.signatories.get().pk
    answer = staff.post(page(held), CHOSEN | {"signatory_0": signs, "signatory_1": signs, "logo_office": "1"})
    assert answer.context["form"].errors == {"signatory_1": ["This person signs already."]}
    answer = staff.post(page(held), CHOSEN | dict.fromkeys((f"logo_{key}" for key in with_logos), "1"))
    assert answer.context["form"].errors == {f"logo_{with_logos[1]}": ["Another logo stands in this place."]}
    assert not Design.objects.exists()


def test_signatories_of_another_office_are_not_offered(staff, held, make):
    other = make.office().signatories.create(name="Elsewhere")
    answer = staff.post(page(held), CHOSEN | {"signatory_0": other.pk})
    assert list(answer.context["form"].errors) == ["signatory_0"]


def test_a_signatory_who_signs_no_more_stays_where_chosen(staff, held, office, now):
    gone = office.signatories.create(name="Gone")
    set_design(workshop=held, values={"layout": "single"}, signatories=[gone], by=SYSTEM, now=now)
    Signatory.objects.filter(pk=gone.pk).update(active=False)
    assert design_of_event(held)[2] == ["Gone"]
    staff.post(page(held), CHOSEN | {"layout": "single", "signatory_0": gone.pk})
    assert design_of_event(held)[2] == ["Gone"]


def test_a_new_design_may_begin_with_an_earlier_one(staff, held, office, make, now):
    """That of the same project before a newer one; nothing is kept until it is saved."""
    same = make.workshop("SAME", office=office, project=held.project, start=held.start.replace(year=2025))
    signs = office.signatories.create(name="Second")
    for workshop, layout in ((same, "single"), (make.workshop(office=office), "portrait"), (make.workshop(), "portrait")):
        values = {"layout": layout, "disclaimer_fr": "Pas leur avis."}
        set_design(workshop=workshop, values=values, signatories=[signs] if workshop == same else [], by=SYSTEM, now=now)
    assert "?like=SAME" in staff.get(page(held)).content.decode()
    form = staff.get(page(held) + "?like=SAME").context["form"]
    chosen = [form[name].value() for name in ("layout", "disclaimer_fr", "signatory_0")]
    assert chosen == ["single", "Pas leur avis.", signs.pk]
    assert design_of_event(held)[0] == "classic"
    staff.post(page(held), CHOSEN)
    answer = staff.get(page(held) + "?like=SAME")
    assert (answer.context["form"]["layout"].value(), "Begin with" in answer.content.decode()) == ("portrait", False)


@pytest.mark.parametrize("who", ["name", "short", "institution", "p", "t"])
def test_a_preview_is_the_paper_in_what_is_typed_and_keeps_nothing(staff, held, attend, coordinator, make, who, monkeypatch):
    seen = []
    monkeypatch.setattr("certificates.pdf.render_many", lambda snapshots: seen.extend(snapshots) or [b"%PDF-1.7"])
    people = [attend(held, halves=0, family_name="X" * length) for length in (20, 4)]
    engagement = make.teaches(coordinator, held)
    key = {"p": f"p{people[1].pk}", "t": f"t{engagement.pk}"}.get(who, who)
    answer = staff.post(page(held, "design_preview"), CHOSEN | {"who": key})
    assert (answer.content, answer["X-Frame-Options"]) == (b"%PDF-1.7", "SAMEORIGIN")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    expected = {"name": "X" * 20, "institution": "X" * 20, "short": "XXXX", "p": "XXXX", "t": coordinator.name}[who]
    assert (expected in seen[0]["latin_name"], seen[0]["printed"], seen[0]["number"]) == (True, ["en", "ar"], "TST/----/----")
    assert seen[0]["languages"][0]["hours"] == ("" if who == "t" else "5 hours")
    assert not Design.objects.exists()


def test_a_preview_without_anybody_shows_long_invented_names(staff, held):
    answer = staff.post(page(held, "design_preview"), CHOSEN)
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("who", ["p1", "t999999", "p" + "9" * 30, "name\x01", "t"])
def test_a_preview_of_nobody_is_no_failure(staff, held, who):
    assert staff.post(page(held, "design_preview"), CHOSEN | {"who": who}).status_code in (200, 404)


def test_a_preview_names_what_cannot_be_printed_and_what_is_wrong(staff, held, attend):
    attend(held, family_name="漢")
    answer = staff.post(page(held, "design_preview"), CHOSEN)
    assert (answer.status_code, "漢 (U+6F22)" in answer.content.decode()) == (400, True)
    answer = staff.post(page(held, "design_preview"), CHOSEN | {"layout": "round"})
    assert (answer.status_code, "Design: Select a valid choice" in answer.content.decode()) == (400, True)


def test_nothing_is_issued_with_a_character_no_font_holds(staff, held, attend, now):
    """Whoever is named with one is passed over and told why; one in the workshop's own words stops everybody."""
    unprinted, other = attend(held, family_name="漢"), attend(held)
    batch = issue_eligible(workshop=held, by=SYSTEM, now=now)
    assert [row.registration for row in batch.certificates.all()] == [other]
    assert "漢 (U+6F22)" in staff.get(reverse("certificates:list", args=[held.code])).content.decode()
    with pytest.raises(NotEligible, match="unprintable"):
        issue(registration=unprinted, by=SYSTEM, now=now, override_reason="all the same")
    Registration.objects.filter(pk=unprinted.pk).update(family_name="Han")
    type(held).objects.filter(pk=held.pk).update(title_ar="漢")
    with pytest.raises(NotEligible, match="unprintable"):
        issue(registration=unprinted, by=SYSTEM, now=now)
    assert held.certificates.count() == 1


def test_one_in_two_languages_leaves_the_third_to_who_verifies(held, attend, now):
    set_design(workshop=held, values={"layout": "single", "language": "ar"}, signatories=[], by=SYSTEM, now=now)
    french, unknown = (issue(registration=attend(held, language=lang), by=SYSTEM, now=now) for lang in ("fr", ""))
    assert (french.snapshot["printed"], unknown.snapshot["printed"]) == (["fr"], ["ar"])
    assert [column["lang"] for column in french.snapshot["languages"]] == ["en", "fr", "ar"]


def scan(colour, paper=(240, 238, 230)):
    """A photograph of a stroke on paper."""
    drawn = Image.new("RGB", (400, 200), paper)
    drawn.paste(colour, (100, 90, 300, 110))
    target = BytesIO()
    drawn.save(target, "JPEG", comment=b"secret place")
    target.seek(0)
    target.name = "a.jpg"
    return target


def test_a_signature_is_kept_as_ink_alone(staff, office, media_root):
    texts = {"office": office.pk, "name": "Amina", "arabic_name": "أمينة", "title_fr": "Cheffe", "position": 1, "active": "on"}
    answer = staff.post(reverse("certificates:signatory_add"), texts | {"signature": scan((30, 30, 60))})
    assert answer.url == reverse("certificates:signatories")
    row = office.signatories.get()
    data = (media_root / row.signature.name).read_bytes()
    with Image.open(BytesIO(data)) as kept:
        assert (kept.format, kept.mode, abs(kept.width - 200) < 8, abs(kept.height - 20) < 8) == ("PNG", "RGBA", True, True)
    assert b"secret" not in data
    assert entries_for(row).get().verb == "created"
    assert "picture kept" in staff.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("upload", "words"), [(scan((238, 236, 228)), "Nothing dark"), (BytesIO(b"%PDF-1.7 no picture"), "not a PNG or a JPEG")]
)
def test_what_is_no_signature_is_refused_beside_its_field(staff, office, upload, words):
    upload.seek(0)
    answer = staff.post(
        reverse("certificates:signatory_add"), {"office": office.pk, "name": "A", "position": 1, "signature": upload}
    )
    assert words in answer.context["form"].errors["signature"][0]
    assert not office.signatories.exists()


def test_a_signatory_is_changed_and_stays_with_the_office(staff, office, make):
    row = office.signatories.create(name="Old")
    url = reverse("certificates:signatory_edit", args=[row.pk])
    assert staff.post(url, {"name": "New", "position": 2, "office": make.office().pk}).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.position, row.active, row.office) == ("New", 2, False, office)


def test_the_list_of_signatories_asks_as_much_for_many_as_for_few(staff, office, django_assert_num_queries):
    for count in (1, 30):
        office.signatories.bulk_create(Signatory(office=office, name=f"S {number}") for number in range(count))
        with django_assert_num_queries(4):
            staff.get(reverse("certificates:signatories"))
