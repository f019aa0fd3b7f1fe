import pytest
from django.core.exceptions import ValidationError

from participants.forms.telephone import TelephoneField, telephone


@pytest.mark.parametrize(
    "text",
    [
        "0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "00212 6 12 34 56 78", "00212612345678",
        "+212612345678", "+212 6 12-34-56-78", "+212 (0)6 12 34 56 78", "٠٦١٢٣٤٥٦٧٨", "۰۶۱۲۳۴۵۶۷۸", "٠٠٢١٢ ٦١٢ ٣٤٥ ٦٧٨",
        "\u200e+212\u00a0612\u2011345678\u202c", "\uff0b212612345678",
    ],
)  # fmt: skip
def test_number_is_read_as_people_write_it(text):
    assert telephone(text) == "+212612345678"


@pytest.mark.parametrize(
    ("text", "country", "number"), [("01 42 68 53 00", "FR", "+33142685300"), ("0522 43 21 00", "", "+212522432100")]
)
def test_national_number_is_read_in_its_country(text, country, number):
    assert telephone(text, country) == number


@pytest.mark.parametrize(
    "text", ["", "12", "0612", "06123456789", "+999123456789", "phone", "06 12 34 56 7a", "0" * 60, "+", "²" * 10]
)
def test_what_is_no_number_is_none(text):
    assert telephone(text) is None


def test_field_keeps_blank_blank_and_tells_what_is_wrong():
    field = TelephoneField(required=False)
    assert (field.clean(" "), field.clean("0612345678")) == ("", "+212612345678")
    with pytest.raises(ValidationError) as error:
        field.clean("12")
    assert error.value.messages == ["Give a complete number, with + and the country in front of a foreign one."]
