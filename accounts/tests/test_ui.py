"""The tags and filters of the look."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils import timezone, translation

from accounts.templatetags import ui

TUESDAY = datetime.date(2014, 6, 24)


def render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "24–26 June 2014"), ("fr", "24–26 juin 2014"), ("ar", "24–26 يونيو 2014")],
)
def test_format_range_within_a_month_names_it_once(language, expected):
    assert ui.format_range(TUESDAY, datetime.date(2014, 6, 26), language) == expected


@pytest.mark.parametrize(
    ("start", "end", "language", "expected"),
    [
        ((2014, 6, 24), (2014, 6, 24), "en", "24 June 2014"),
        ((2014, 6, 30), (2014, 7, 2), "en", "30 June – 2 July 2014"),
        ((2014, 12, 30), (2015, 1, 2), "en", "30 December 2014 – 2 January 2015"),
        ((2014, 8, 1), (2014, 8, 3), "fr", "1er–3 août 2014"),
        ((2014, 8, 31), (2014, 9, 1), "fr", "31 août – 1er septembre 2014"),
        ((2014, 7, 31), (2014, 8, 1), "ar", "31 يوليوز – 1 غشت 2014"),
    ],
)
def test_format_range_says_what_differs(start, end, language, expected):
    assert ui.format_range(datetime.date(*start), datetime.date(*end), language) == expected


def test_months_are_twelve_in_every_language():
    assert {language: len(names.split()) for language, names in ui.MONTHS.items()} == {"en": 12, "fr": 12, "ar": 12}


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "Tuesday 24 June 2014", "Tue 24 June"),
        ("fr", "mardi 24 juin 2014", "mar. 24 juin"),
        ("ar", "الثلاثاء 24 يونيو 2014", "الثلاثاء 24 يونيو"),
    ],
)
def test_day_filters_follow_the_language_of_the_page(language, long, short):
    with translation.override(language):
        assert render("{{ day|day_name }}|{{ day|short_day }}", day=TUESDAY) == f"{long}|{short}"


def test_date_range_with_no_start_writes_nothing():
    assert render("{% date_range start end %}", start=None, end=None) == ""


def test_date_filters_take_the_local_day_of_a_datetime(settings):
    settings.USE_TZ = True
    late = datetime.datetime(2014, 6, 24, 23, 30, tzinfo=datetime.UTC)
    with translation.override("en"), timezone.override("Africa/Tunis"):
        assert ui.long_date(late) == "25 June 2014"


def test_unknown_language_reads_as_english():
    assert [ui.base_language(code) for code in ("fr-ma", "ar", "de", None)] == ["fr", "ar", "en", "en"]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (None, "–"),
        (0, "0\u00a0%"),
        (0.3333, "33\u00a0%"),
        (Fraction(1, 200), "1\u00a0%"),
        (Decimal("0.345"), "35\u00a0%"),
        (Fraction(8, 23), "35\u00a0%"),
        (1, "100\u00a0%"),
    ],
)
def test_percent_rounds_halves_up_and_shows_unknown_as_a_dash(share, expected):
    assert ui.percent(share) == expected


@pytest.mark.parametrize(("number", "expected"), [(None, "–"), (0, "0"), (25, "25"), (12480, "12\u00a0480")])
def test_figure_shows_unknown_as_a_dash_and_nought_as_nought(number, expected):
    assert ui.figure(number) == expected


def test_icon_is_hidden_from_screen_readers_and_may_flip():
    drawn = render('{% icon "next" size="lg" flip=True %}')
    assert 'class="w-ic w-ic-lg w-flip" aria-hidden="true"' in drawn
    assert "#i-next" in drawn


def test_chip_escapes_its_label_and_takes_the_icon_of_its_kind():
    drawn = render('{% chip "ok" label %}', label="<b>Confirmed</b>")
    assert 'class="w-chip w-chip-ok"' in drawn
    assert "#i-check" in drawn
    assert "&lt;b&gt;Confirmed&lt;/b&gt;</span>" in drawn


def test_chip_of_an_unknown_kind_is_quiet():
    assert "w-chip-quiet" in ui.chip("blue", "Draft")


@pytest.mark.parametrize(
    ("value", "target", "expected"),
    [(92, 40, ("92.0", "39.4")), (130, None, ("100.0", None)), (-5, 0, ("0.0", "-0.6")), (None, "", ("0.0", None))],
)
def test_meter_bars_stay_inside_the_meter(value, target, expected):
    assert ui.meter_bars(value, target) == expected


def test_meter_above_a_hundred_is_drawn_as_over():
    assert 'class="over" y="1" width="100.0"' in ui.meter(120)


def test_meter_with_a_label_is_an_image_with_that_name():
    assert 'role="img" aria-label="Women 35 %"' in ui.meter(35, target=40, label="Women 35 %")


def test_meter_without_a_label_is_hidden():
    assert 'aria-hidden="true"' in ui.meter(35)


@pytest.mark.parametrize(
    ("view_name", "section"),
    [
        ("reports:home", "home"),
        ("reports:donor_report", "reports"),
        ("reports:search", ""),
        ("workshops:list", "workshops"),
        ("workshops:project_edit", "projects"),
        ("attendance:grid", "workshops"),
        ("participants:people", "people"),
        ("account_login", ""),
    ],
)
def test_section_of_names_the_menu_entry(view_name, section):
    assert ui.section_of(view_name) == section


def test_current_section_marks_the_entry_of_the_view():
    request = RequestFactory().get("/")
    request.resolver_match = ResolverMatch(lambda: None, (), {}, "list", namespaces=["workshops"])
    drawn = render('{% current_section "people" %}|{% current_section "workshops" %}', request=request)
    assert drawn == '|aria-current="page"'


def test_current_section_is_overruled_by_the_context():
    assert render('{% current_section "people" %}', section="people") == 'aria-current="page"'


def test_elided_pages_keep_both_ends():
    page = Paginator(range(200), 10).page(9)
    assert ui.elided_pages(page) == [1, "…", 8, 9, 10, "…", 20]


def test_crumbs_link_all_but_the_page_itself():
    drawn = render('{% crumbs "Workshops" "/w/" "Rabat" "/w/1/" "Attendance" %}')
    assert '<a href="/w/1/">Rabat</a>' in drawn
    assert 'aria-current="page">Attendance' in drawn
