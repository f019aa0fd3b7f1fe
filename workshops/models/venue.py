"""Where and about what: regions, venues, topics. Shared by all offices."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


class Region(models.Model):
    """A first-level division, by its ISO 3166-2 code."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2, blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self):
        return self.name or self.code


class Venue(models.Model):
    """A place where workshops are held; the map link and the address stand on letters and sheets."""

    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="venues", verbose_name=_("region"))
    country = models.CharField(_("country"), max_length=2, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, latitude__gte=-90, latitude__lte=90)
                & models.Q(longitude__isnull=False, longitude__gte=-180, longitude__lte=180),
                name="venue_coordinates_both_on_earth",
            ),
        ]

    def __str__(self):
        return f"{self.name}{pgettext('between the items of a list', ', ')}{self.city}" if self.city else self.name


class Topic(models.Model):
    """A subject of training, for the catalogue's filter and reports by topic."""

    slug = models.SlugField(_("identifier"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]

    def __str__(self):
        return self.name or self.slug
