"""Letters about an account: in the person's language, plain, and only while they are worth something."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from tests.accounts.conftest import code_in
from tests.factories import PersonFactory

from hromada.accounts import tasks
from hromada.accounts.adapter import CHANGES

pytestmark = pytest.mark.django_db

LANGUAGES = ("de", "uk", "en")


@pytest.mark.parametrize(
    ("language", "subject", "validity"),
    [
        ("de", "Ihr Code zur Anmeldung: ", "Er gilt 10 Minuten"),
        ("uk", "Ваш код для входу: ", "Він дійсний 10 хвилин"),
        ("en", "Your code for signing in: ", "It is valid for 10 minutes"),
    ],
)
def test_the_letter_is_in_the_persons_language_and_says_how_long_the_code_is_valid(
    client, letters, language, subject, validity
):
    PersonFactory(email="mara@hromada.example", language=language)

    client.post("/en/accounts/login/", {"email": "mara@hromada.example"})

    [letter] = letters()
    assert letter.subject == subject + code_in(letter)
    assert validity in letter.body
    assert letter.body.endswith("\ntestserver\n")
    assert (letter.content_subtype, letter.attachments) == ("plain", [])
    assert letter.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_a_code_that_has_run_out_while_no_worker_was_there_is_not_sent(letters):
    person = PersonFactory()
    for minutes in (11, 9):
        task = tasks.send_code.enqueue(person.pk, f"{minutes} minutes old", "conference.example.org")
        DBTaskResult.objects.filter(pk=task.id).update(enqueued_at=timezone.now() - timedelta(minutes=minutes))

    assert [code in letter.body for letter in letters() for code in ("11 minutes old", "9 minutes old")] == [
        False,
        True,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_change_of_how_one_signs_in_has_its_own_words(letters, language):
    person = PersonFactory(language=language)
    changes = [*CHANGES.values(), "second_factors_forgotten"]

    with override("fr"):
        for change in changes:
            tasks.tell_of_change.enqueue(person.pk, change, "conference.example.org")
        told = letters()

    paragraphs = [[text for text in letter.body.split("\n\n") if text.strip()] for letter in told]
    assert [len(each) for each in paragraphs] == [4] * len(changes)
    assert len({each[1] for each in paragraphs}) == len(changes)
    assert len({(each[0], *each[2:]) for each in paragraphs}) == 1
