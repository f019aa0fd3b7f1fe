import pytest

from participants.rules.listing import guess, headings_in, language_of, mapping_of, sex_of, split_name


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (
            ["N°", "Nom et Prénom", "Ministère", "Adresse e-mail", "Tél", "Fonction"],
            {1: "name", 2: "institution", 3: "email", 4: "phone", 5: "function"},
        ),
        (["Nom", "Prénom", "الاسم بالعربية", "Sexe"], {0: "family_name", 1: "given_name", 2: "arabic_name", 3: "sex"}),
        (["row", "raw_name", "raw_institution", "email", "truth"], {1: "name", 2: "institution", 3: "email"}),
        (
            ["الاسم", "النسب", "المؤسسة", "رقم الهاتف", "البريد الإلكتروني"],
            {0: "given_name", 1: "family_name", 2: "institution", 3: "phone", 4: "email"},
        ),
        (["Name (Arabic)", "Full name", "Name of institution"], {0: "arabic_name", 1: "name", 2: "institution"}),
        (["First name", "Last name", "Gender", "Nationality", "Language"], None),
        (["A", "B"], {}),
    ],
)
def test_headings_say_what_columns_are(headings, fields):
    expected = dict(enumerate(["given_name", "family_name", "sex", "nationality", "language"])) if fields is None else fields
    assert mapping_of(headings) == expected


def test_headings_stand_below_a_title_or_nowhere():
    people = [["Amina ALAMI", "a@example.org", "0612345678"], ["Karim TAZI", "k@example.org", "0612345679"]]
    assert headings_in([["Liste des participants"], ["Nom", "E-mail", "Tél"], *people]) == (
        1,
        {0: "name", 1: "email", 2: "phone"},
    )
    assert headings_in(people) == (None, {0: "name", 1: "email", 2: "phone"})
    assert guess([["محمد تازروتي", "وزارة الداخلية"]]) == {0: "arabic_name", 1: "institution"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("TAZROUTTI Mohammed", {"family_name": "TAZROUTTI", "given_name": "Mohammed", "name_order": "family_first"}),
        ("Mohamed El KASBAJI", {"given_name": "Mohamed", "family_name": "El KASBAJI", "name_order": "given_first"}),
        ("Hanane AÏT ZELLAL", {"given_name": "Hanane", "family_name": "AÏT ZELLAL", "name_order": "given_first"}),
        ("El menzhari Fatima Zohra", {"family_name": "El menzhari Fatima Zohra"}),
        ("AMZILAN BRAHIM", {"family_name": "AMZILAN BRAHIM"}),
        ("Anne MARIE Dupont", {"family_name": "Anne MARIE Dupont"}),
        ("محمد تازروتي", {"arabic_name": "محمد تازروتي"}),
        (
            "Amina ALAMI أمينة العلمي",
            {"arabic_name": "أمينة العلمي", "given_name": "Amina", "family_name": "ALAMI", "name_order": "given_first"},
        ),
    ],
)
def test_a_whole_name_is_taken_apart_where_capitals_mark_the_family_name(text, parts):
    assert split_name(text) == parts


def test_sex_and_language_are_understood_in_three_languages():
    assert [sex_of(text) for text in ("Femme", "M.", "أنثى", "ذكر", "", "?!", "blue")] == ["F", "M", "F", "M", "", "", None]
    assert [language_of(text) for text in ("Français", "العربية", "EN", "xx")] == ["fr", "ar", "en", None]
