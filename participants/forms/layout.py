"""How this app's forms are drawn: crispy lays them out, `_field.html` draws one field."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django.template.loader import render_to_string


class Fold(Fieldset):
    """Fields most people leave out, behind their own names; open once one is filled or wrong. Needs no script."""

    def render(self, form, context, template_pack="bootstrap5", **kwargs):
        is_open = any(form[name].errors or form[name].value() for name in self.fields)
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string("participants/_fold.html", {"legend": self.legend, "fields": fields, "is_open": is_open})


def helper(*groups):
    """A crispy helper for forms whose page draws <form> and buttons; `groups` are (legend, field names…), or a Fold."""
    made = FormHelper()
    made.form_tag = False
    made.field_template = "participants/_field.html"
    made.layout = Layout(*(group if isinstance(group, Fold) else _fieldset(*group) for group in groups))
    return made


def _fieldset(legend, *names):
    return Fieldset(legend, *names, css_class="w-fieldset")
