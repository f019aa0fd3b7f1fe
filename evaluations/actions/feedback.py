"""The feedback of a workshop: its questions, opening, one form put in, closing."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from accounts import history
from accounts.history import Actor
from evaluations.actions.box import LONGEST_TEXT, AnswerRefused, empty_of_passes, new_secret, put_in, spend
from evaluations.models import FeedbackForm, FeedbackQuestion
from evaluations.queries.passes import attended
from evaluations.rules.feedback import READY
from participants import letters
from participants.queries.addresses import with_addresses
from workshops.models import Workshop

State, Kind = FeedbackForm.State, FeedbackQuestion.Kind
#: the workshop has begun in these states, once its first day has come
RUNNING = [Workshop.State.PUBLISHED, Workshop.State.REGISTRATION_CLOSED, Workshop.State.HELD, Workshop.State.CLOSED]
#: answers are taken this long if nobody says otherwise, and at most
USUAL, LONGEST = timedelta(days=14), timedelta(days=92)
MOST_QUESTIONS = 20


class FeedbackRefused(Exception):
    """Nothing was changed. `code`: opened_already, closed_already, not_open, not_running, not_begun, past, too_late,
    no_question, too_many, same_name."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@transaction.atomic
def set_questions(*, workshop, ready, own, by, now):
    """Ask the `ready` questions (names), then the `own` ones ({kind, text_en, text_fr, text_ar}). Raises FeedbackRefused."""
    form = _prepared(workshop)
    rows = [FeedbackQuestion(form=form, name=name) for name in READY if name in ready]
    rows += [FeedbackQuestion(form=form, name=_name(said), **said) for said in own]
    if not rows:
        raise FeedbackRefused("no_question")
    if len(rows) > MOST_QUESTIONS:
        raise FeedbackRefused("too_many")
    if len({row.name for row in rows}) < len(rows):
        raise FeedbackRefused("same_name")
    before = list(form.questions.values_list("name", flat=True))
    form.questions.all().delete()
    for position, row in enumerate(rows):
        row.position = position
    FeedbackQuestion.objects.bulk_create(rows)
    _note(workshop, "feedback_questions_set", by, now, {"questions": before}, {"questions": [row.name for row in rows]})


@transaction.atomic
def open_feedback(*, workshop, closes_on, by, now):
    """Take answers until `closes_on` has passed; without questions chosen, the ready ones are asked. Raises FeedbackRefused."""
    form, today = _prepared(workshop), local_day(workshop, now)
    if workshop.state not in RUNNING:
        raise FeedbackRefused("not_running")
    if today < workshop.start:
        raise FeedbackRefused("not_begun")
    if not today <= closes_on <= today + LONGEST:
        raise FeedbackRefused("past" if closes_on < today else "too_late")
    if not form.questions.exists():
        FeedbackQuestion.objects.bulk_create(
            FeedbackQuestion(form=form, name=name, position=position) for position, name in enumerate(READY)
        )
    form.state, form.closes_on, form.secret = State.OPEN, closes_on, new_secret()
    form.save()
    _note(workshop, "feedback_opened", by, now, {}, {"closes_on": closes_on})


@transaction.atomic
def send_feedback_letters(*, workshop, by, now):
    """Write to everybody who attended and was not written to yet, with the person's own link. Returns how many letters."""
    form = _locked(workshop)
    if form is None or form.state != State.OPEN:
        raise FeedbackRefused("not_open")
    people = with_addresses(attended(workshop)).select_related("workshop__office").order_by("position", "pk")
    sent = [
        letters.write(registration=person, kind="feedback", now=now, once=f"feedback:{person.pk}:{form.pk}") for person in people
    ]
    count = sum(letter is not None for letter in sent)
    if count:
        _note(workshop, "feedback_letters_sent", by, now, {}, {"letters": count})
    return count


@transaction.atomic
def give_feedback(*, workshop, token, answers, texts):
    """Put one form into the box: `answers` {question: mark}, `texts` {question: text}. Raises AnswerRefused.

    Neither actor nor time are taken, and no history is written: nothing may tell whose form this is.
    """
    form = _locked(workshop)
    if form is None or form.state != State.OPEN:
        raise AnswerRefused("closed")
    spend(form, token)
    kinds = dict(form.questions.values_list("name", "kind"))
    marks = [(name, mark) for name, mark in answers.items() if kinds.get(name) == Kind.SCALE and mark is not None]
    words = [(name, text.strip()[:LONGEST_TEXT]) for name, text in texts.items() if kinds.get(name) == Kind.TEXT and text.strip()]
    if not marks and not words:
        raise AnswerRefused("empty")
    if any(not form.scale_min <= mark <= form.scale_max for _name, mark in marks):
        raise AnswerRefused("out_of_range")
    put_in(form.answers.all(), ("question", "answer"), marks, form=form)
    put_in(form.texts.all(), ("question", "text"), words, form=form)
    FeedbackForm.objects.filter(pk=form.pk).update(forms=F("forms") + 1)


@transaction.atomic
def close_feedback(*, workshop, by, now):
    """Take no more answers, for good: the secret and the used passes go, and the answers count. Raises FeedbackRefused."""
    form = _locked(workshop)
    if form is None or form.state != State.OPEN:
        raise FeedbackRefused("not_open")
    form.state, form.secret = State.CLOSED, ""
    form.save()
    empty_of_passes(form)
    _note(workshop, "feedback_closed", by, now, {}, {"forms": form.forms})


def close_due_feedback(*, now):
    """Close the boxes whose last day has passed at their place. A sweep. Returns how many."""
    due = FeedbackForm.objects.filter(state=State.OPEN, closes_on__lte=now.date()).select_related("workshop").order_by("pk")
    over = [form.workshop for form in due if form.closes_on < local_day(form.workshop, now)]
    return sum(_closed(workshop, now) for workshop in over)


def local_day(workshop, now):
    """The day it is at the workshop's place."""
    return now.astimezone(ZoneInfo(workshop.timezone)).date()


def _closed(workshop, now):
    try:
        close_feedback(workshop=workshop, by=Actor.system("close_due_feedback"), now=now)
    except FeedbackRefused:  # somebody closed it at the same moment
        return 0
    return 1


def _prepared(workshop):
    """The form of `workshop`, locked, made if there is none. Raises FeedbackRefused unless it is still being prepared."""
    Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    form = _locked(workshop) or FeedbackForm.objects.create(workshop=workshop, state=State.PREPARED)
    if form.state != State.PREPARED:
        raise FeedbackRefused("opened_already" if form.state == State.OPEN else "closed_already")
    return form


def _locked(workshop):
    return FeedbackForm.objects.select_for_update(of=("self",)).filter(workshop=workshop).first()


def _name(said):
    return next(said[f"text_{code}"] for code in ("en", "fr", "ar") if said[f"text_{code}"])


def _note(workshop, verb, by, now, before, after):
    history.record(by=by, now=now, obj=workshop, verb=verb, office=workshop.office, before=before, after=after)
