"""The pictures of `documents.charts` as tags. A page mirrors its bars itself (css), so they are drawn from the left."""

from django import template

from documents import charts

register = template.Library()


@register.simple_tag
def stacked_bar(total, *parts):
    """A bar of `parts` against `total`; see `documents.charts.stacked_bar`."""
    return charts.stacked_bar(parts, total)
