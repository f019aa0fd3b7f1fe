"""Pictures of answers."""

from django import template
from django.utils.translation import gettext as _

from documents import charts

register = template.Library()


@register.simple_tag
def marks_chart(result, lowest, highest):
    """How often each mark was given to one question (of evaluations.queries.feedback.Result); said in words too."""
    scale = list(range(lowest, highest + 1))
    said = [_("%(mark)s: %(count)s times") % {"mark": mark, "count": result.counts.get(mark, 0)} for mark in scale]
    return charts.marks(result.counts, scale, title=f"{result.name}. {'; '.join(said)}")
