"""Small SVG pictures for pages and papers: values in, a safe fragment out. Colours come from the page's CSS classes.

Every value stands in an attribute of the drawing, never in a style; a chart always has its table beside it.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

#: the colours of css/tokens.css, for drawings in papers: WeasyPrint hands no stylesheet of the page down to a drawing
_PAPER = (
    "<style>rect{fill:#dedad0}.v{fill:#2c3a9a}.v2{fill:#6f7fd0}.axis,.tick{stroke:#c6c0b3;stroke-width:1}"
    ".gain{stroke:#2c3a9a;stroke-width:3}circle{stroke:#2c3a9a;stroke-width:2}circle.v2{fill:#fff}</style>"
)


def stacked_bar(parts, total, *, rtl=False):
    """A horizontal bar of `parts` (figures, in order) against `total`; the rest stays empty. Bar classes: v, v2, v3."""
    drawn, start = [], 0.0
    for number, part in enumerate(parts):
        width = 100.0 * part / total if total else 0.0
        x = 100.0 - start - width if rtl else start
        drawn.append(("v" if number == 0 else f"v{number + 1}", f"{x:.1f}", f"{width:.1f}"))
        start += width
    bars = format_html_join(
        "", '<rect class="{}" x="{}" width="{}" height="8"></rect>', (bar for bar in drawn if bar[2] != "0.0")
    )
    return format_html('<svg class="w-meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>', bars)


def before_after(before, after, maximum, *, title, rtl=False):
    """A line from `before` to `after` on a scale from 0 to `maximum`, with both values as dots; `title` says it in words."""
    first, last = (f"{_place(value, maximum, rtl):.1f}" for value in (before, after))
    return format_html(
        '<svg class="w-before-after" viewBox="0 0 320 40" role="img"><title>{}</title>'
        '<line class="axis" x1="10" y1="30" x2="310" y2="30"></line>{}'
        '<line class="gain" x1="{}" y1="16" x2="{}" y2="16"></line>'
        '<circle class="v2" cx="{}" cy="16" r="6"></circle><circle class="v" cx="{}" cy="16" r="7"></circle></svg>',
        title,
        format_html_join(
            "", '<line class="tick" x1="{0}" y1="26" x2="{0}" y2="34"></line>', ((x,) for x in (10, 85, 160, 235, 310))
        ),
        first,
        last,
        first,
        last,
    )


def columns(groups, *, title, rtl=False):
    """Two columns for each of `groups` (label, first figure, second figure), in order, noughts left blank; `title` says it."""
    highest = max((figure for _label, *pair in groups for figure in pair), default=0) or 1
    width, drawn = 400 / max(len(groups), 1), []
    for place, (label, *pair) in enumerate(groups):
        left = 10 + width * (len(groups) - 1 - place if rtl else place)
        inside = (0.51, 0.16) if rtl else (0.16, 0.51)
        for kind, figure, share in zip("ca", pair, inside, strict=True):
            drawn += [_column(kind, left + width * share, width * 0.33, 150.0 * figure / highest, figure)] * bool(figure)
        middle = f"{left + width / 2:.1f}"
        drawn.append(format_html('<text x="{}" y="212" text-anchor="middle" direction="ltr">{}</text>', middle, label))
    return format_html(
        '<svg viewBox="0 0 420 220" role="img"><title>{}</title>{}'
        '<line class="axis" x1="10" y1="190.5" x2="410" y2="190.5"></line></svg>',
        title,
        format_html_join("", "{}", ((each,) for each in drawn)),
    )


def _column(kind, x, width, height, figure):
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"></rect>'
        '<text class="b" x="{}" y="{}" text-anchor="middle">{}</text>',
        kind, f"{x:.1f}", f"{190 - height:.1f}", f"{width:.1f}", f"{height:.1f}",
        f"{x + width / 2:.1f}", f"{182 - height:.1f}", figure,
    )  # fmt: skip


def for_paper(drawing):
    """`drawing` of this module with its colours inside, for a PDF."""
    return mark_safe(drawing.replace(">", f">{_PAPER}", 1)) if drawing else ""  # noqa: S308  (our own drawing and colours)


def _place(value, maximum, rtl):
    share = float(value) / float(maximum) if maximum else 0.0
    share = min(max(share, 0.0), 1.0)
    return 10 + 300 * (1 - share if rtl else share)


def marks(counts, scale, *, title):
    """A column per mark of `scale` (in order), as high as `counts` ({mark: how often}) says; `title` says it in words."""
    highest = max([*counts.values(), 1])
    step = 100 / len(scale)
    columns = [
        (f"{number * step + step * 0.15:.1f}", f"{24 - height:.1f}", f"{step * 0.7:.1f}", f"{height:.1f}")
        for number, mark in enumerate(scale)
        for height in [max(24 * counts.get(mark, 0) / highest, 0.8)]
    ]
    return format_html(
        '<svg class="w-marks-chart" viewBox="0 0 100 24" role="img"><title>{}</title>{}</svg>',
        title,
        format_html_join("", '<rect class="v" x="{}" y="{}" width="{}" height="{}"></rect>', columns),
    )
