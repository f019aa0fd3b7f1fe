"""Writing the report of a workshop or a project: starting it, saving words so that none are lost, its photographs."""

import secrets
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import history
from accounts.models import Office
from documents.images import photograph
from documents.keeping import keep
from reports.models import Narrative, NarrativePhoto
from workshops.models import Donor

#: the texts of a narrative, in the order of its sections
TEXTS = ("context", "agenda", "participants", "learning", "feedback", "lessons", "disclaimer")
#: how long one sitting is: history says once that somebody wrote, not at every save
SITTING = timedelta(hours=1)
LONGEST_SIDE = 1600
MOST_PHOTOS = 24


class NarrativeRefused(Exception):
    """Nothing was kept. `code`: stale (somebody else saved meanwhile), known (this photograph is there already), too_many."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def start(*, office, language, workshop=None, project=None, first=None, last=None, by, now):
    """The narrative of a workshop in `language`, begun with the usual disclaimer, or the one there is; a new one of a project."""
    Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    if workshop and (known := Narrative.objects.filter(workshop=workshop, language=language).first()):
        return known
    values = {"workshop": workshop, "project": project, "first": first, "last": last}
    with translation.override(language):
        disclaimer = _disclaimer(workshop, project)
    made = Narrative.objects.create(
        office=office, language=language, **values, disclaimer=disclaimer, created_at=now, updated_at=now, updated_by=by.user
    )
    _note(made, "narrative_started", by, now)
    return made


@transaction.atomic
def write(*, narrative, values, revision, by, now):
    """Save `values` (title, texts, lists_names) over revision `revision`. Returns the narrative; raises NarrativeRefused.

    Saving what is there already changes nothing, whatever the revision: an answer that was lost may be asked for again.
    """
    narrative = Narrative.objects.select_for_update(of=("self",)).get(pk=narrative.pk)
    changed = sorted(name for name, value in values.items() if getattr(narrative, name) != value)
    if not changed:
        return narrative
    if revision != narrative.revision:
        raise NarrativeRefused("stale")
    if narrative.updated_by != by.user or now - narrative.updated_at > SITTING or narrative.revision == 0:
        _note(narrative, "narrative_written", by, now, after=dict.fromkeys(changed, ""))
    for name in changed:
        setattr(narrative, name, values[name])
    narrative.revision += 1
    narrative.updated_at, narrative.updated_by = now, by.user
    narrative.save()
    return narrative


def add_photo(*, narrative, data, caption, consent, by, now):
    """Keep a photograph, drawn anew; `consent` is the statement as it was ticked.

    Drawing and writing take long, so the transaction begins after them; when it fails the file goes. Raises
    documents.images.ImageRefused or NarrativeRefused.
    """
    picture = photograph(data, LONGEST_SIDE)
    digest = sha256(picture).hexdigest()
    name = f"narratives/{narrative.pk}/{digest[:12]}-{secrets.token_hex(4)}.jpg"
    stated = {"caption": caption, "consent": consent, "added_at": now, "added_by": by.user}
    photo = NarrativePhoto(narrative=narrative, file=name, sha256=digest, **stated)
    path = path_of(photo)
    keep(path, picture)  # before the row counts: a row never names a file that is not there
    try:
        _save_photo(photo, by, now)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return photo


@transaction.atomic
def _save_photo(photo, by, now):
    narrative = Narrative.objects.select_for_update(of=("self",)).get(pk=photo.narrative_id)
    if narrative.photos.filter(sha256=photo.sha256).exists():
        raise NarrativeRefused("known")
    if narrative.photos.count() >= MOST_PHOTOS:
        raise NarrativeRefused("too_many")
    photo.save()
    _note(narrative, "photo_added", by, now, after={"sha256": photo.sha256, "consent": photo.consent})


@transaction.atomic
def remove_photo(*, photo, by, now):
    """Take a photograph out of the report and delete its file."""
    _note(photo.narrative, "photo_removed", by, now, before={"sha256": photo.sha256})
    path = path_of(photo)
    photo.delete()
    transaction.on_commit(partial(path.unlink, missing_ok=True))


def path_of(photo):
    """Where the file of a NarrativePhoto lies."""
    return Path(settings.MEDIA_ROOT) / photo.file


def donors_of(workshop=None, project=None):
    """The donors whose logos and names a report carries: those with a share, else those of the project."""
    funding = {"funding__workshop": workshop} if workshop else {"funding__workshop__project": project}
    paying = Donor.objects.filter(**funding).distinct().order_by("key")
    return list(paying or (workshop.project if workshop else project).donors.order_by("key"))


def _disclaimer(workshop, project):
    names = _(", ").join(str(donor) for donor in donors_of(workshop, project))
    if not names:
        return ""
    return _(
        "This activity was funded by %(donors)s. What is written here is the responsibility of its authors and is not "
        "necessarily the view of the donors."
    ) % {"donors": names}


def _note(narrative, verb, by, now, **values):
    history.record(by=by, now=now, obj=narrative, verb=verb, office=narrative.office, **values)
