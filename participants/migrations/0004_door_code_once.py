"""Every registration has a code at the door of its own."""

from django.db import migrations, models

import participants.models.registration


class Migration(migrations.Migration):
    dependencies = [("participants", "0003_door_codes")]
    operations = [
        migrations.AlterField(
            model_name="registration",
            name="door_code",
            field=models.CharField(
                default=participants.models.registration.new_door_code,
                editable=False,
                max_length=16,
                unique=True,
                verbose_name="code at the door",
            ),
        ),
    ]
