"""Papers as PDF: a template and its values in, a tagged archival file (PDF/A-3a and PDF/UA-1) out."""

from django.template.loader import render_to_string


def lay_out(template, context, *, stylesheets=()):
    """Lay out `template` with `context`; returns a Layout with `pages` (a count) and `write()` (bytes).

    `stylesheets` name files under static/, such as "css/certificate.css"; the fonts of papers are always added. The
    template needs a <title>, a `lang`, an h1 before other headings and an `alt` on every picture.
    """
    from documents import typesetting  # noqa: PLC0415  (WeasyPrint costs half a second: only who prints pays it)

    return typesetting.Layout(render_to_string(template, context), [f"static:{name}" for name in stylesheets])


def render(template, context, *, stylesheets=()):
    """The PDF bytes of `template` with `context`; see `lay_out`."""
    return lay_out(template, context, stylesheets=stylesheets).write()


def typeset(papers):
    """The file of each documents.papers.Paper, or the exception that says why there is none: DoesNotFit, or a defect.

    The same paper always gives the same bytes. Many at once, of one design and event, cost a tenth of one by one.
    """
    from documents import press  # noqa: PLC0415  (as above)

    return press.typeset(papers)


def prove(paper):
    """Raises documents.skeletons.BadDesign, in words, when the design of a Paper breaks the rules of documents.papers."""
    from documents import skeletons  # noqa: PLC0415  (as above)

    skeletons.make(paper)


def render_together(template, contexts, *, stylesheets=(), told=None):
    """The PDF bytes of `template` once per context, one after the other; each part counts its own pages.

    Title and language of the file are those of the first part. `contexts` must not be empty. `told(done)` is called after
    each part with how many are laid out.
    """
    parts = []
    for context in contexts:
        parts.append(lay_out(template, context, stylesheets=stylesheets))
        if told:
            told(len(parts))
    return parts[0].write(*parts[1:])
