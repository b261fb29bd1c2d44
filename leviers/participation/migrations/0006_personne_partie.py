"""Comments of who left were signed with another word than the rest of what she left."""

from django.db import migrations


def sign_alike(apps, _schema_editor):
    rows = apps.get_model("participation", "Commentaire").objects
    rows.filter(nom="Ancien compte", auteur=None, courriel="").update(nom="Une personne partie")


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0005_journal'),
    ]

    operations = [
        migrations.RunPython(sign_alike, migrations.RunPython.noop),
    ]
