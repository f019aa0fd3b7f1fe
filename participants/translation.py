"""The columns of participants that exist once per language."""

from modeltranslation.translator import TranslationOptions, register

from participants.models import Registration


@register(Registration)
class RegistrationTranslation(TranslationOptions):
    fields = ("function",)
