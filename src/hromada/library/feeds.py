"""News as an Atom feed, one in each language of the interface."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from hromada.library.models import News

ENTRIES = 30


class NewsFeed(Feed):  # type: ignore[type-arg]  # the pair is News and nothing: django-stubs offers no default
    feed_type = Atom1Feed
    title = _("News of the partnership conferences")
    subtitle = _("What happens around the conferences and in the network of municipal partnerships")
    link = reverse_lazy("library:news_list")

    def items(self) -> list[News]:
        return list(News.objects.published(timezone.now())[:ENTRIES])

    def item_title(self, item: News) -> str:
        return str(item.title)

    def item_description(self, item: News) -> str:
        # The generator marks summaries as HTML; ours are plain text.
        return escape(item.summary.text())

    def item_author_name(self, item: News) -> str:
        return str(item.published_by)

    def item_pubdate(self, item: News) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: News) -> datetime:
        # A correction is news to a reader of the feed, but no item is younger than its publication.
        return max(item.changed_at, item.published_at or item.changed_at)
