from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fbss", "0005_published_in_order"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contentchange",
            index=models.Index(
                condition=models.Q(("at__isnull", False)),
                fields=["at"],
                name="change_by_its_own_time",
            ),
        ),
    ]
