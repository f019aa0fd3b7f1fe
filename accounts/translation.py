"""The columns of accounts that exist once per language."""

from modeltranslation.translator import TranslationOptions, register

from accounts.models import Office


@register(Office)
class OfficeTranslation(TranslationOptions):
    fields = ("name",)
