"""Tags and filters of the look: icons, chips, meters, figures and dates.

The functions that decide are pure and take the language as an argument; the tags and filters below them add the
language of the page. Digits are Western in all three languages, as Morocco writes them.
"""

import datetime
import math
from fractions import Fraction

from django import template
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

DASH = "–"
NO_BREAK = "\u00a0"

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    # Morocco's names, not those of the Machrek: ماي, يوليوز, غشت, شتنبر, نونبر, دجنبر.
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
SHORT_DAYS = {
    "en": "Mon Tue Wed Thu Fri Sat Sun",
    "fr": "lun. mar. mer. jeu. ven. sam. dim.",
    "ar": DAYS["ar"],
}

CHIP_KINDS = {"ok": "check", "info": "half", "warn": "clock", "bad": "cross", "quiet": "ring"}

# The section of the main menu a page stands in, by view name or, failing that, by namespace.
SECTION_OF_VIEW = {
    "certificates:erasures": "people",
    "certificates:erase": "people",
    "certificates:erasure_refuse": "people",
    "reports:home": "home",
    "reports:search": "",
    "workshops:project_list": "projects",
    "workshops:project": "projects",
}
SECTION_OF_NAMESPACE = {
    "workshops": "workshops",
    "attendance": "workshops",
    "evaluations": "workshops",
    "certificates": "workshops",
    "participants": "people",
    "reports": "reports",
}


def base_language(code):
    """Return en, fr or ar for a language code such as ``fr-ma``; anything else reads as English."""
    short = (code or "en").split("-")[0]
    return short if short in MONTHS else "en"


def as_date(value):
    """Return the local calendar day of a date or datetime."""
    if isinstance(value, datetime.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def day_of_month(date, language):
    """Return the day as it is written: French writes the first of a month as an ordinal."""
    return "1er" if language == "fr" and date.day == 1 else str(date.day)


def format_date(date, language, *, year=True):
    """Return a date in words, such as ``24 June 2014``."""
    words = [day_of_month(date, language), MONTHS[language].split()[date.month - 1]]
    return " ".join([*words, str(date.year)] if year else words)


def format_range(start, end, language):
    """Return two days as one phrase, naming month and year once where they are shared."""
    if end is None or start == end:
        return format_date(start, language)
    whole = format_date(end, language)
    if (start.year, start.month) == (end.year, end.month):
        return f"{day_of_month(start, language)}{DASH}{whole}"
    return f"{format_date(start, language, year=start.year != end.year)} {DASH} {whole}"


def format_day(date, language, *, short=False, year=None):
    """Return a date with its weekday: ``Tuesday 24 June 2014``, or ``Tue 24 June`` when short; `year` says otherwise."""
    day = (SHORT_DAYS if short else DAYS)[language].split()[date.weekday()]
    return f"{day} {format_date(date, language, year=not short if year is None else year)}"


def format_percent(share):
    """Return a share of 1 as a whole percentage, halves rounded up; unknown is a dash, never 0."""
    if share is None or share == "":
        return DASH
    return f"{math.floor(Fraction(share) * 100 + Fraction(1, 2))}{NO_BREAK}%"


def format_figure(number):
    """Return a count with its thousands set apart by a no-break space; unknown is a dash, never 0."""
    if number is None or number == "":
        return DASH
    return f"{number:,}".replace(",", NO_BREAK)


def section_of(view_name):
    """Return the section of the main menu for a view name such as ``workshops:list``."""
    if view_name in SECTION_OF_VIEW:
        return SECTION_OF_VIEW[view_name]
    namespace, _, name = view_name.partition(":")
    if namespace == "workshops" and name.startswith("project"):
        return "projects"
    return SECTION_OF_NAMESPACE.get(namespace, "")


def meter_bars(value, target):
    """Return the bar and the tick of a meter, both in hundredths of its width, kept inside it."""
    width = min(max(float(value or 0), 0), 100)
    tick = None if target is None or target == "" else f"{min(max(float(target), 0), 100) - 0.6:.1f}"
    return f"{width:.1f}", tick


@register.simple_tag
def icon(name, size="", flip=False):
    """Draw an icon of ``img/icons.svg``; ``size="lg"`` enlarges it, ``flip`` mirrors one that points."""
    classes = "w-ic" + (f" w-ic-{size}" if size else "") + (" w-flip" if flip else "")
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        classes,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def chip(kind, label, icon_name=""):
    """Draw a state as shape, word and colour. ``kind`` is ok, info, warn, bad or quiet; each has a usual icon."""
    kind = kind if kind in CHIP_KINDS else "quiet"
    return format_html('<span class="w-chip w-chip-{}">{}{}</span>', kind, icon(icon_name or CHIP_KINDS[kind]), label)


@register.simple_tag
def meter(value, target=None, kind="", label=""):
    """Draw a bar of 0 to 100 with an optional target tick.

    ``kind`` is v (the default), v2, ok or over; a value above 100 is drawn as over. Without ``label`` the bar is
    hidden from screen readers, because its figures stand beside it.
    """
    width, tick = meter_bars(value, target)
    bar_class = kind or ("over" if float(value or 0) > 100 else "v")
    return format_html(
        '<svg class="w-meter" viewBox="0 0 100 8" preserveAspectRatio="none" {}>'
        '<rect y="1" width="100" height="6"/><rect class="{}" y="1" width="{}" height="6"/>{}</svg>',
        format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"'),
        bar_class,
        width,
        format_html('<rect class="t" x="{}" width="1.2" height="8"/>', tick) if tick else "",
    )


@register.simple_tag
def date_range(start, end=None):
    """Write two days in the language of the page: ``24–26 June 2014``; nothing when the start is unknown."""
    if not start:
        return ""
    return format_range(as_date(start), as_date(end or start), page_language())


@register.filter
def long_date(value):
    """Write a day in the language of the page: ``24 June 2014``."""
    return format_date(as_date(value), page_language()) if value else ""


@register.filter
def day_name(value):
    """Write a day with its weekday: ``Tuesday 24 June 2014``."""
    return format_day(as_date(value), page_language()) if value else ""


@register.filter
def short_day(value):
    """Write a day with its weekday, without the year: ``Tue 24 June``."""
    return format_day(as_date(value), page_language(), short=True) if value else ""


@register.filter
def near_day(value, today):
    """Write a day with its weekday, and with its year where that is not the year of `today`: ``26 June 2014``."""
    return short_day(value) if value.year == today.year else long_date(value)


@register.filter
def month_name(value):
    """The month of a date by its name: "June", "juin", "يونيو"."""
    return MONTHS[page_language()].split()[value.month - 1]


@register.filter
def month_year(value):
    """Write a month: ``June 2014``."""
    return f"{MONTHS[page_language()].split()[value.month - 1]} {value.year}" if value else ""


@register.filter
def percent(share):
    """Write a share of 1 as a percentage; see format_percent."""
    return format_percent(share)


@register.filter
def figure(number):
    """Write a count; see format_figure."""
    return format_figure(number)


@register.simple_tag
def elided_pages(page_obj):
    """Return the page numbers to show around the current one; gaps are the paginator's ellipsis."""
    return list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1))


@register.inclusion_tag("components/_crumbs.html")
def crumbs(*parts):
    """Draw a trail: label, address, label, address, ..., and last the label of the page itself."""
    return {"trail": list(zip(parts[:-1:2], parts[1::2], strict=True)), "here": parts[-1]}


@register.simple_tag(takes_context=True)
def current_section(context, name):
    """Mark the menu entry of this page; ``section`` in the context overrules what the view's name tells."""
    section = context.get("section")
    if section is None:
        match = getattr(context.get("request"), "resolver_match", None)
        section = section_of(match.view_name) if match else ""
    return mark_safe('aria-current="page"') if section == name else ""


def page_language():
    """Return the language the page is being written in: en, fr or ar."""
    return base_language(translation.get_language())
