"""What pages of other apps show of the library."""

from __future__ import annotations

from datetime import datetime

from hromada.kernel.folding import matches
from hromada.library.models import Document, News


def latest_news(now: datetime, *, edition: str | None = None, count: int = 3) -> list[News]:
    """The latest published news, of one edition when ``edition`` (a slug) is given."""
    news = News.objects.published(now)
    return list((news.of_edition(edition) if edition else news)[:count])


def next_news(now: datetime) -> datetime | None:
    """When more news will be public than at ``now``."""
    return News.objects.next_publication(now)


def offered_documents(edition: str) -> list[Document]:
    """What the edition (a slug) offers to everyone, in its order."""
    return list(Document.objects.offered().of_edition(edition))


def search_news(query: str, now: datetime) -> list[News]:
    """Published news in which every word of the query begins a word, in any language."""
    return [
        news
        for news in News.objects.published(now)
        if matches(query, *news.title.values(), *news.summary.values(), *news.body.values())
    ]
