from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="workshop",
            name="unsaid",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
