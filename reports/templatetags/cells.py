"""Figures that open: in a live report, which the office reads, each leads to the rows behind it."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def figure_of(figure, query=None):
    """The text of a `reports.figure.Figure`: a link where it opens and the `query` of the report's address is given."""
    if query is None or not figure.cell:
        return figure.text
    address = f"{reverse('reports:behind')}?{'&'.join(filter(None, [query, figure.cell]))}"
    return format_html('<a href="{}">{}</a>', address, figure.text)
