"""How this app's forms are drawn: crispy lays them out, `_field.html` draws one field."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout


def helper(*groups):
    """A crispy helper for forms whose page draws <form> and buttons; `groups` are (legend, field names…)."""
    made = FormHelper()
    made.form_tag = False
    made.field_template = "participants/_field.html"
    made.layout = Layout(*(Fieldset(legend, *names, css_class="w-fieldset") for legend, *names in groups))
    return made
