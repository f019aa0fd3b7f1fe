"""Search finds names across scripts and spellings: the stored texts gain the consonants."""

from django.db import migrations

from participants.rules.searching import person_key


def renew(apps, _schema_editor):
    for name in ("Participant", "Registration"):
        for row in apps.get_model("participants", name).objects.order_by("pk").iterator():
            row.search_key = person_key(row.given_name, row.family_name, row.arabic_name, row.email)
            row.save(update_fields=["search_key"])


class Migration(migrations.Migration):
    dependencies = [("participants", "0004_door_code_once")]
    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
