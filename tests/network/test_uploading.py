"""An administrator sends the two files, looks at what would change, and has it written."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.factories import PersonFactory
from tests.network.builders import KYJIW, LEIPZIG, partnership_row

from hromada.kernel.models import AuditEntry
from hromada.network.models import NetworkUpload, Organisation, Partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(PersonFactory(is_superuser=True))
    return client


def address(name: str) -> str:
    with override("en"):
        return reverse(f"network:{name}")


def send(client: Client, files):
    return client.post(
        address("office_upload"),
        {
            "municipalities": SimpleUploadedFile("municipalities.csv", files.organisations.read_bytes()),
            "partnerships": SimpleUploadedFile("partnerships.csv", files.partnerships.read_bytes()),
        },
    )


def test_what_would_change_is_shown_before_anything_is_written(administrator, files):
    files.write([LEIPZIG, KYJIW], [partnership_row("P1", "DE-1", "UA-1")])

    looked_at = send(administrator, files)
    before = Organisation.objects.count()
    written = administrator.post(address("office_upload_write"))

    assert "municipalities.csv: 2 rows: 2 new, 0 changed" in looked_at.content.decode()
    assert "Write this" in looked_at.content.decode()
    assert "Everything was written." in written.content.decode()
    assert (
        f'/office/history/?batch={quote(AuditEntry.objects.latest("pk").batch, safe="")}"' in written.content.decode()
    )
    assert (before, Organisation.objects.count(), Partnership.objects.count()) == (0, 2, 1)
    assert not NetworkUpload.objects.exists()


def test_a_refused_row_is_named_and_nothing_can_be_written(administrator, files):
    files.write([LEIPZIG, {**KYJIW, "country": "Ukraine"}], [])

    said = send(administrator, files).content.decode()
    administrator.post(address("office_upload_write"))

    assert "line 3" in said
    assert "Write this" not in said
    assert Organisation.objects.count() == 0


def test_files_that_were_written_or_never_sent_are_not_written_again(administrator):
    answer = administrator.post(address("office_upload_write"))

    assert answer.status_code == 409
    assert "Please send them again." in answer.content.decode()


def test_what_somebody_else_looked_at_is_not_written_for_me(administrator, files):
    files.write([LEIPZIG, KYJIW], [])
    send(administrator, files)
    other = Client()
    other.force_login(PersonFactory(is_superuser=True))

    assert (other.post(address("office_upload_write")).status_code, Organisation.objects.count()) == (409, 0)


def test_a_form_without_files_says_so(administrator):
    answer = administrator.post(address("office_upload"))

    assert answer.status_code == 422
    assert answer.content.decode().count("This field is required.") >= 2
