"""One search over everything public: the programmes of all conferences, people, organisations, news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hromada.kernel.folding import matches
from hromada.kernel.localised import Localised
from hromada.library.models import News
from hromada.library.queries import search_news
from hromada.network.models import Organisation
from hromada.programme.snapshot import EditionFacts, Programme, Session, Speaker

# What is longer than this finds nothing that a shorter query would not.
LONGEST_QUERY = 200
# Enough to choose from; who gets more is asked to narrow the search.
MOST = 30


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a query found: all of it, the most recent conference first."""

    sessions: list[tuple[EditionFacts, Session]]
    people: list[tuple[EditionFacts, Speaker]]
    organisations: list[Organisation]
    news: list[News]

    @property
    def count(self) -> int:
        return len(self.sessions) + len(self.people) + len(self.organisations) + len(self.news)


def search(query: str, programmes: list[Programme], now: datetime) -> Findings:
    """Things in which every word of ``query`` begins a word, in whichever language; nothing for a blank query.

    Programmes are those of public releases: what is not published cannot be found here.
    """
    query = query[:LONGEST_QUERY].strip()
    if not query:
        return Findings(sessions=[], people=[], organisations=[], news=[])
    people = {}
    for programme in programmes:
        for speaker in programme.speakers:
            # A person who spoke at several conferences is found once, in the latest.
            if speaker.key not in people and matches(query, *speaker.name.values()):
                people[speaker.key] = (programme.edition, speaker)
    return Findings(
        sessions=[
            (programme.edition, session)
            for programme in programmes
            for session in programme.sessions
            if matches(query, *_words_of(session, programme))
        ],
        people=list(people.values()),
        organisations=sorted(Organisation.objects.search(query), key=lambda found: _is_elsewhere(query, found)),
        news=search_news(query, now),
    )


def _is_elsewhere(query: str, organisation: Organisation) -> bool:
    """Whether the query is found beside the name only: all of an oblast have its name among their words."""
    return not matches(query, *organisation.name.values(), *organisation.aliases)


def _words_of(session: Session, programme: Programme) -> Iterator[str]:
    texts: list[Localised] = [session.title, session.abstract, session.note]
    texts += [programme.topic_by_key[key].name for key in session.topics]
    texts += [body.name for body in session.organisers]
    for appearance in session.appearances:
        texts.append(programme.speaker_by_key[appearance.speaker].name)
        texts.append(appearance.function)
    for text in texts:
        yield from text.values()
