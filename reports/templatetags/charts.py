"""The pictures of `documents.charts` as tags. A page mirrors its bars itself (css), so they are drawn from the left."""

from django import template

from documents import charts

register = template.Library()


@register.simple_tag
def stacked_bar(total, *parts):
    """A bar of `parts` against `total`; see `documents.charts.stacked_bar`."""
    return charts.stacked_bar(parts, total)


@register.simple_tag
def table_bar(table, row):
    """The bar of one row of a `reports.tables.Table`; nothing for a row without one."""
    return charts.stacked_bar(row.parts, table.scale) if row.parts and table.scale else ""


@register.simple_tag
def knowledge_line(chart):
    """The line from before to after of a table's `chart`; see `documents.charts.before_after`."""
    return charts.before_after(chart["before"], chart["after"], chart["highest"], title=chart["title"])


@register.filter
def for_paper(drawing):
    """`drawing` with its own colours: a paper hands no stylesheet down to it."""
    return charts.for_paper(drawing)
