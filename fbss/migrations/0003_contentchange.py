from django.db import migrations, models

import fbss.models.content_change


class Migration(migrations.Migration):
    dependencies = [
        ("fbss", "0002_feedback"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tags",
                    models.TextField(
                        help_text="Names of tables with spaces between them; * is all."
                    ),
                ),
                (
                    "hard",
                    models.BooleanField(
                        default=False,
                        help_text="Whether the old page must not be shown once more.",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        help_text="When the change comes about; empty where it came with its row.",
                        null=True,
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=fbss.models.content_change.new_token,
                        editable=False,
                        max_length=16,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("at__isnull", False)),
                        fields=["id"],
                        name="change_with_its_own_time",
                    )
                ],
            },
        ),
    ]
