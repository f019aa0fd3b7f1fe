"""How certificates look and read: who signs them, the design a workshop chose, the office's own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Language, Office
from certificates.models.certificate import Certificate
from workshops.models import Workshop

#: signatures for which a page has room
MOST_SIGNATORIES = 3


class SignatoryQuerySet(models.QuerySet):
    def visible_to(self, user, capability="certificates.read"):
        return self.filter(office__in=access.offices(user, capability))


class Signatory(models.Model):
    """Who signs an office's certificates, in the order printed. `signature`: a picture drawn anew, never the file sent."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="signatories", verbose_name=_("office"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("name"), max_length=150)
    arabic_name = models.CharField(_("name in Arabic"), max_length=150, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    signature = models.FileField(_("signature"), upload_to="signatures", max_length=200, blank=True)
    active = models.BooleanField(_("signs new certificates"), default=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["office", "position", "id"]

    def __str__(self):
        return self.name


class Design(models.Model):
    """What a workshop's certificates look like; one without a row has the defaults.

    `languages` are those of a paper in two languages; `language` is that of a paper in one, for people whose own is not
    known. `logos` are "office" and keys of donors in the order agreed; empty: the office, then the donors by their order.
    """

    class Layout(models.TextChoices):
        CLASSIC = "classic", _("Three languages side by side, landscape")
        PORTRAIT = "portrait", _("Two languages, portrait")
        SINGLE = "single", _("One language, that of each person, landscape")

    class Pair(models.TextChoices):
        FRENCH_ARABIC = "fr-ar", _("French and Arabic")
        ENGLISH_ARABIC = "en-ar", _("English and Arabic")
        ENGLISH_FRENCH = "en-fr", _("English and French")

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="design", verbose_name=_("workshop"))
    layout = models.CharField(_("design"), max_length=10, choices=Layout.choices, default=Layout.CLASSIC)
    languages = models.CharField(_("languages"), max_length=5, choices=Pair.choices, default=Pair.FRENCH_ARABIC)
    language = models.CharField(
        _("language where a person's is not known"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )
    logos = models.JSONField(_("logos"), default=list, blank=True)
    disclaimer = models.TextField(_("disclaimer"), max_length=400, blank=True)
    topics_overleaf = models.BooleanField(_("topics on the back"), default=False)
    signatories = models.ManyToManyField(Signatory, through="certificates.Signing", related_name="+")

    class Meta:
        verbose_name = _("design of certificates")
        verbose_name_plural = _("designs of certificates")
        ordering = ["workshop"]
        constraints = [
            models.CheckConstraint(condition=models.Q(layout__in=["classic", "portrait", "single"]), name="design_layout_known"),
            models.CheckConstraint(condition=models.Q(languages__in=["fr-ar", "en-ar", "en-fr"]), name="design_languages_known"),
            models.CheckConstraint(condition=models.Q(language__in=["en", "fr", "ar"]), name="design_language_known"),
        ]

    def __str__(self):
        return f"{self.workshop_id}: {self.layout}"


class Signing(models.Model):
    """One signatory of a workshop's certificates, from the start of the line; without any, the office's first ones sign."""

    design = models.ForeignKey(Design, models.CASCADE, related_name="signings", verbose_name=_("design of certificates"))
    signatory = models.ForeignKey(Signatory, models.CASCADE, related_name="+", verbose_name=_("signatory"))
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("signature on certificates")
        verbose_name_plural = _("signatures on certificates")
        ordering = ["design", "position"]
        constraints = [
            models.UniqueConstraint(fields=["design", "position"], name="signing_place_once"),
            models.UniqueConstraint(fields=["design", "signatory"], name="signing_signatory_once"),
            models.CheckConstraint(condition=models.Q(position__lt=MOST_SIGNATORIES), name="signing_at_most_three"),
        ]

    def __str__(self):
        return f"{self.design_id}: {self.signatory_id}"


class WordingQuerySet(models.QuerySet):
    def visible_to(self, user, capability="certificates.read"):
        return self.filter(office__in=access.offices(user, capability))

    def own(self):
        """Those that hold words, not only the memory of having held some."""
        return self.exclude(sentence="")


class Wording(models.Model):
    """An office's own words of one kind of certificate in one language; all empty: the standard ones.

    What is for a woman or a man alone may be empty: then the words for everybody do.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="certificate_wordings", verbose_name=_("office"))
    kind = models.CharField(_("kind"), max_length=15, choices=Certificate.Kind.choices)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    heading = models.CharField(_("heading"), max_length=80, blank=True)
    lead = models.CharField(_("before the name"), max_length=200, blank=True)
    lead_woman = models.CharField(_("before the name of a woman"), max_length=200, blank=True)
    lead_man = models.CharField(_("before the name of a man"), max_length=200, blank=True)
    sentence = models.CharField(_("after the name"), max_length=400, blank=True)
    sentence_woman = models.CharField(_("after the name of a woman"), max_length=400, blank=True)
    sentence_man = models.CharField(_("after the name of a man"), max_length=400, blank=True)
    changed_at = models.DateTimeField(_("changed at"))

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of certificates")
        verbose_name_plural = _("wordings of certificates")
        ordering = ["office", "kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "language"], name="wording_once"),
            models.CheckConstraint(
                condition=models.Q(heading="", lead="", sentence="")
                | (~models.Q(heading="") & ~models.Q(lead="") & ~models.Q(sentence="")),
                name="wording_whole_or_standard",
            ),
            models.CheckConstraint(condition=models.Q(language__in=["en", "fr", "ar"]), name="wording_language_known"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["participation", "completion", "facilitator"]), name="wording_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.kind} ({self.language})"
