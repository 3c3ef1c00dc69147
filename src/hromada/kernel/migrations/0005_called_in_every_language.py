from django.db import migrations

import hromada.kernel.localised


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_wordings")]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE kernel_auditentry
            ALTER COLUMN called TYPE jsonb
            USING CASE called WHEN '' THEN '{}'::jsonb ELSE jsonb_build_object('de', called) END
            """,
            """
            ALTER TABLE kernel_auditentry
            ALTER COLUMN called TYPE varchar(500)
            USING coalesce(called ->> 'de', called ->> 'uk', called ->> 'en', '')
            """,
            state_operations=[
                migrations.AlterField(
                    model_name="auditentry",
                    name="called",
                    field=hromada.kernel.localised.LocalisedField(
                        blank=True, default=hromada.kernel.localised.Localised, verbose_name="Called"
                    ),
                )
            ],
        )
    ]
