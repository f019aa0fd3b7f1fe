"""The columns of workshops that exist once per language."""

from modeltranslation.translator import TranslationOptions, register

from workshops.models import Donor, Project, Region, Session, Topic, Venue, Workshop


@register(Workshop)
class WorkshopTranslation(TranslationOptions):
    fields = ("title", "description", "contact", "city")


@register(Venue)
class VenueTranslation(TranslationOptions):
    fields = ("name", "address", "city")


@register(Project)
class ProjectTranslation(TranslationOptions):
    fields = ("title", "description")


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("title",)


@register([Donor, Region, Topic])
class NameTranslation(TranslationOptions):
    fields = ("name",)
