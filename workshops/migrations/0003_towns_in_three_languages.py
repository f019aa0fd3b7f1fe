"""The town of a workshop and of a venue in three languages; what was one text until now becomes the English one."""

from django.db import migrations, models


def _town():
    return models.CharField(blank=True, max_length=120, null=True, verbose_name="city")


def keep_as_english(apps, schema_editor):
    for name in ("Workshop", "Venue"):
        apps.get_model("workshops", name).objects.update(city_en=models.F("city"))


class Migration(migrations.Migration):
    dependencies = [("workshops", "0002_donor_logo")]
    operations = [
        migrations.AddField(model_name="venue", name="city_ar", field=_town()),
        migrations.AddField(model_name="venue", name="city_en", field=_town()),
        migrations.AddField(model_name="venue", name="city_fr", field=_town()),
        migrations.AddField(model_name="workshop", name="city_ar", field=_town()),
        migrations.AddField(model_name="workshop", name="city_en", field=_town()),
        migrations.AddField(model_name="workshop", name="city_fr", field=_town()),
        migrations.RunPython(keep_as_english, migrations.RunPython.noop),
    ]
