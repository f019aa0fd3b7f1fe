"""The columns of certificates that exist once per language."""

from modeltranslation.translator import TranslationOptions, register

from certificates.models import Design, Signatory


@register(Signatory)
class SignatoryTranslation(TranslationOptions):
    fields = ("title",)


@register(Design)
class DesignTranslation(TranslationOptions):
    fields = ("disclaimer",)
