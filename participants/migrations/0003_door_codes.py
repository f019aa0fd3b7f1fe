"""A code at the door for every registration there is; a step of its own, since rows and tables change apart."""

from django.db import migrations

from participants.models.registration import new_door_code


def give_codes(apps, _schema_editor):
    rows = apps.get_model("participants", "Registration").objects.filter(door_code=None).order_by("pk")
    for row in rows.iterator():
        row.door_code = new_door_code()
        row.save(update_fields=["door_code"])


class Migration(migrations.Migration):
    dependencies = [("participants", "0002_nominations_merges_imports")]
    operations = [migrations.RunPython(give_codes, migrations.RunPython.noop)]
