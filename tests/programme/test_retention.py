"""Answers by personal link are deleted some time after the conference; what was accepted stays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from tests.factories import AnswerFactory, AppearanceFactory, EditionFactory, SessionFactory

from hromada.kernel.audit import history_of
from hromada.kernel.removing import restore
from hromada.kernel.uploads.private import private
from hromada.programme.actions import delete_session
from hromada.programme.actions.retention import forget_overdue_answers, kept_until, overdue
from hromada.programme.models import Answer, Decision, Edition, PersonalLink, Reply, SentFile, Session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roots(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    settings.ANSWERS_DAYS = 90
    return tmp_path


def ended(days_ago: int, slug: str) -> Edition:
    last = timezone.localdate() - timedelta(days=days_ago)
    return EditionFactory(slug=slug, starts_on=last - timedelta(days=2), ends_on=last)


def answered(edition: Edition) -> Answer:
    """With needs, a portrait, slides, a reply, a decision and the link that led there."""
    appearance = AppearanceFactory(session=SessionFactory(edition=edition), person__email=f"{edition.slug}@a.example")
    portrait = f"answers/{edition.slug}/320.webp"
    answer = AnswerFactory(
        edition=edition, person=appearance.person, needs_diet="Keine Nüsse", portrait=portrait, portrait_width=320
    )
    Reply.objects.create(answer=answer, appearance=appearance, says="yes")
    Decision.objects.create(answer=answer, item="needs", is_accepted=True)
    slides = f"answers/{edition.slug}-2/Folien.pdf"
    SentFile.objects.create(answer=answer, session=appearance.session, file=slides, size=1)
    PersonalLink.objects.create(edition=edition, person=appearance.person, address=appearance.person.email)
    for path in (portrait, slides):
        private.save(path, ContentFile(b"1"))
    return answer


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Answer, Reply, Decision, SentFile, PersonalLink)}


def test_they_go_once_their_time_is_over_with_all_that_hangs_on_them(roots, django_capture_on_commit_callbacks):
    over, not_yet = answered(ended(91, "over")), answered(ended(90, "not-yet"))
    told = overdue()

    with django_capture_on_commit_callbacks(execute=True):
        done = forget_overdue_answers()

    assert [(one.edition.slug, one.answers, one.links, one.files) for one in done] == [("over", 1, 1, 2)]
    assert told == done
    assert rows() == dict.fromkeys(("Answer", "Reply", "Decision", "SentFile", "PersonalLink"), 1)
    assert Answer.objects.get() == not_yet
    assert {path.relative_to(roots / "private").parts[1] for path in roots.rglob("*") if path.is_file()} == {
        "not-yet",
        "not-yet-2",
    }
    entry = history_of(over.edition).get(verb="answers_forgotten")
    assert (entry.by, entry.details) == (None, {"answers": 1, "links": 1})
    assert forget_overdue_answers() == []


def test_the_audit_gives_none_of_it_back_and_the_session_all_the_same(roots, django_capture_on_commit_callbacks):
    answer = answered(ended(91, "over"))
    session = answer.replies.get().appearance.session
    entry = delete_session(session, by=None)
    in_between = [label for label, _row in entry.details["rows"]]

    with django_capture_on_commit_callbacks(execute=True):
        forget_overdue_answers()
    entry.refresh_from_db()
    restore(entry, by=None)

    assert {"programme.Reply", "programme.SentFile"} < set(in_between)
    assert [label for label, _row in entry.details["rows"]] == ["programme.Session", "programme.Appearance"]
    assert Session.objects.get().appearances.count() == 1
    assert rows() == dict.fromkeys(("Answer", "Reply", "Decision", "SentFile", "PersonalLink"), 0)


def test_the_day_follows_the_settings(settings):
    settings.ANSWERS_DAYS = 30
    assert kept_until(Edition(ends_on=date(2030, 5, 16))) == date(2030, 6, 15)
