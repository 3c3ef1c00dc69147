from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_called_in_every_language")]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="batch",
            field=models.CharField(blank=True, default="", editable=False, max_length=40, verbose_name="Made at once"),
            preserve_default=False,
        ),
        # Until now only what was changed at the desk in one go was said to belong together.
        migrations.RunSQL(
            "UPDATE kernel_auditentry SET batch = 'bulk:' || (details->>'batch'), details = details - 'batch'"
            " WHERE jsonb_exists(details, 'batch')",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(
                condition=models.Q(("batch", ""), _negated=True), fields=["batch"], name="audit_by_batch"
            ),
        ),
    ]
