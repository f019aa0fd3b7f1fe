"""Logos of offices and donors as administrators upload them: a PNG or a JPEG, drawn anew, of a size papers need."""

import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from documents.images import ImageRefused, drawing

LARGEST = 5 * 1024 * 1024
#: pixels of the longer side: 55 mm in print
LONGEST_SIDE = 1000


class _Kept(str):
    """The name of a file that is kept; it has no address, because nothing but papers shows it."""

    __slots__ = ()
    url = "#"


class LogoInput(forms.ClearableFileInput):
    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["value"] = _Kept(value.name) if context["widget"]["is_initial"] else None
        return context

    def is_initial(self, value):
        return bool(getattr(value, "name", "")) and not hasattr(value, "content_type")


class LogoField(forms.FileField):
    """A logo; clean, a PNG under a name of our own."""

    def __init__(self, **kwargs):
        super().__init__(widget=LogoInput(attrs={"accept": "image/png,image/jpeg"}), **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file or file is initial:
            return file
        if file.size > LARGEST:
            raise ValidationError(_("The picture is larger than 5 MB."))
        try:
            picture = drawing(file.read(), LONGEST_SIDE)
        except ImageRefused as refused:
            raise ValidationError(_("This is not a PNG or a JPEG that can be read.")) from refused
        return ContentFile(picture, name=f"{secrets.token_hex(8)}.png")
