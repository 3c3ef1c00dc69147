"""Terms, and those of docs/glossary.md to begin with."""

from django.db import migrations, models

import hromada.kernel.localised

TO_BEGIN_WITH = [
    ("Fachforum", "фаховий форум", "expert forum"),
    ("Runder Tisch", "круглий стіл", "round table"),
    ("Podiumsdiskussion", "панельна дискусія", "panel discussion"),
    ("Plenum", "пленарне засідання", "plenary"),
    ("Grußwort", "вітальне слово", "words of greeting"),
    ("Begrüßung", "привітання", "welcome"),
    ("Videobotschaft", "відеозвернення", "video message"),
    ("Schirmherrschaft", "патронат", "patronage"),
    ("Markt der Möglichkeiten", "ярмарок можливостей", "market of opportunities"),
    ("Pressekonferenz", "пресконференція", "press conference"),
    ("Exkursion", "фахова екскурсія", "excursion"),
    ("Stadtführung", "екскурсія містом", "city tour"),
    ("Empfang", "прийом", "reception"),
    ("Städtepartnerschaft", "побратимство", "twinning"),
    ("Solidaritätspartnerschaft", "партнерство солідарності", "solidarity partnership"),
    ("Projektpartnerschaft", "проєктне партнерство", "project partnership"),
    ("kommunale Partnerschaft", "муніципальне партнерство", "municipal partnership"),
    ("Veranstaltungsort", "місце проведення", "venue"),
    ("Programmpunkt", "пункт програми", "item on the programme"),
    ("Praxisbeispiel", "приклад із практики", "example from practice"),
    ("Verdolmetschung", "усний переклад", "interpretation"),
    ("Übersetzung", "письмовий переклад", "translation"),
    ("Teilnehmende", "учасниці та учасники", "participants"),
    ("Oberbürgermeister", "обербургомістр", "Lord Mayor"),
]


def begin_with_the_glossary(apps, _schema_editor):
    apps.get_model("programme", "Term").objects.bulk_create(
        apps.get_model("programme", "Term")(wording={"de": de, "uk": uk, "en": en}) for de, uk, en in TO_BEGIN_WITH
    )


class Migration(migrations.Migration):
    dependencies = [("programme", "0005_import_runs")]

    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "wording",
                    hromada.kernel.localised.LocalisedField(
                        default=hromada.kernel.localised.Localised, verbose_name="Term"
                    ),
                ),
                (
                    "note",
                    hromada.kernel.localised.LocalisedField(
                        blank=True, default=hromada.kernel.localised.Localised, verbose_name="Note"
                    ),
                ),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("wording", {}), _negated=True),
                        name="term_is_worded",
                        violation_error_message="A term needs a word in at least one language.",
                    )
                ],
            },
        ),
        migrations.RunPython(begin_with_the_glossary, migrations.RunPython.noop, elidable=False),
    ]
