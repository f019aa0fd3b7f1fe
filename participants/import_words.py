"""What is said about a list that comes in: fields, reasons, refusals. One place for page, command and export."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.queries.candidates import REASONS

FIELDS = {
    "name": gettext_lazy("Full name"),
    "given_name": gettext_lazy("Given name in Latin letters"),
    "family_name": gettext_lazy("Family name in Latin letters"),
    "arabic_name": gettext_lazy("Full name in Arabic"),
    "institution": gettext_lazy("Institution"),
    "function": gettext_lazy("Function"),
    "email": gettext_lazy("E-mail address"),
    "phone": gettext_lazy("Telephone"),
    "sex": gettext_lazy("Sex"),
    "nationality": gettext_lazy("Nationality"),
    "language": gettext_lazy("Language"),
    "region": gettext_lazy("Region"),
}
_ROW = {
    "shared_address": gettext_lazy("Shared address: leave it empty (row %(row)s has it under a clearly different name)."),
    "same_address_as_row": gettext_lazy("the same address as row %(row)s: entered once"),
    "like_row": gettext_lazy("may be the person of row %(row)s"),
}
_FIELD = {
    "too_long": gettext_lazy("%(field)s: too long."),
    "unreadable_sign": gettext_lazy("%(field)s: holds a sign that cannot be read; check the encoding of the file."),
}
_PLAIN = {
    "no_name": gettext_lazy("No name."),
    "not_a_name": gettext_lazy("The name has no letters that can be read as a name."),
    "not_an_address": gettext_lazy("Not an e-mail address."),
    "not_a_number": gettext_lazy("Not a telephone number."),
    "not_understood": gettext_lazy("%(field)s: not understood."),
    "not_a_country": gettext_lazy("Nationality: give the two letters of the country."),
    "entered_before": gettext_lazy("this very row was entered before"),
    "institution_proposed": gettext_lazy("institution not in the list: kept as a proposal"),
}
REFUSALS = {
    "too_large": gettext_lazy("The file is larger than 10 MB. Send the list alone, without pictures."),
    "too_large_unpacked": gettext_lazy(
        "The file would unpack to more than 50 MB: it was not opened. Save the list alone in a new file."
    ),
    "too_many_rows": gettext_lazy("The list has more than 20,000 rows. Split it."),
    "too_many_columns": gettext_lazy("The list has more than 100 columns. Keep those that are needed."),
    "old_excel": gettext_lazy("This is an old or protected Excel file. Save it as XLSX without a password, or as CSV."),
    "not_a_list": gettext_lazy("This file cannot be read as a list. Send XLSX or CSV."),
    "empty": gettext_lazy("The list is empty."),
    "no_name_column": gettext_lazy("No column holds the names. Name one of the columns “Name”."),
    "column_twice": gettext_lazy("Two columns are read as the same thing. Keep one."),
    "name_twice": gettext_lazy("Read the name from one column, or from given and family name, not from both."),
    "over": gettext_lazy("The workshop is closed or cancelled: nobody is entered any more."),
    "undecided": gettext_lazy("Some rows wait for a decision."),
    "errors": gettext_lazy("Some rows are in error: leave them out, or mend the file and send it again."),
    "nobody": gettext_lazy("Nobody is left to be entered: all are registered already, or left out."),
    "busy": gettext_lazy("The list is being worked on."),
    "recorded": gettext_lazy("Nothing was removed: presence or a certificate hangs on somebody of this list."),
    "told": gettext_lazy("Nothing was removed: somebody of this list was written to. Withdraw the people one by one."),
    "changed": gettext_lazy("Nothing was removed: the registration of somebody of this list was changed since."),
    "broken": gettext_lazy("The work broke off for a fault of ours. Try again; if it happens twice, tell your administrator."),
}


def reason(code, detail=None):
    """The words for one reason of a row's verdict."""
    if code in _ROW:
        return _ROW[code] % {"row": detail}
    if code in REASONS:
        return str(REASONS[code])
    return (_FIELD.get(code) or _PLAIN[code]) % {"field": FIELDS.get(detail, "")}


def refusal(code, **numbers):
    """The sentence for a refusal; "full" takes `left` and `wanted`."""
    if code == "full":
        text = _("%(wanted)s people would be confirmed, %(left)s seats are free. Raise the capacity, or choose another status.")
        return text % numbers
    return str(REFUSALS[code])


def stored_refusal(text):
    """The sentence for a refusal as ImportBatch.error keeps it: the code and its numbers ("full 3 12"); "" for none."""
    code, *numbers = text.split() or [""]
    return refusal(code, **dict(zip(("left", "wanted"), numbers, strict=False))) if code else ""
