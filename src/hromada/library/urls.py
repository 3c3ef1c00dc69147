"""News for the public and in the office, twice there: at the desk of a conference, and all of them."""

from django.urls import URLPattern, URLResolver, include, path

from hromada.kernel.pages import immutable_page
from hromada.library.feeds import NewsFeed
from hromada.library.views import public
from hromada.library.views.office import documents, news

app_name = "library"

at_the_desk: list[URLPattern | URLResolver] = [
    path("news/", news.news.at_the_desk, name="office_news"),
    path("news/new/", news.new_item.at_the_desk, name="office_news_new"),
    path("news/<slug:item>/", news.item.at_the_desk, name="office_news_item"),
    path("news/<slug:item>/beside/", news.beside.at_the_desk, name="office_news_beside"),
    path("news/<slug:item>/preview/", news.preview.at_the_desk, name="office_news_preview"),
    path("news/<slug:item>/publish/", news.publish.at_the_desk, name="office_news_publish"),
    path("news/<slug:item>/withdraw/", news.withdraw.at_the_desk, name="office_news_withdraw"),
    path("news/<slug:item>/delete/", news.delete.at_the_desk, name="office_news_delete"),
    path("downloads/", documents.documents, name="office_documents"),
    path("downloads/new/", documents.new_document, name="office_document_new"),
    path("downloads/<int:document>/", documents.document, name="office_document"),
    path("downloads/<int:document>/beside/", documents.beside, name="office_document_beside"),
    path("downloads/<int:document>/offer/", documents.offer, name="office_document_offer"),
    path("downloads/<int:document>/withdraw/", documents.withdraw, name="office_document_withdraw"),
    path("downloads/<int:document>/move/", documents.move, name="office_document_move"),
    path("downloads/<int:document>/delete/", documents.delete, name="office_document_delete"),
]

of_all: list[URLPattern | URLResolver] = [
    path("", news.news.of_all, name="all_news"),
    path("new/", news.new_item.of_all, name="all_news_new"),
    path("<slug:item>/", news.item.of_all, name="all_news_item"),
    path("<slug:item>/beside/", news.beside.of_all, name="all_news_beside"),
    path("<slug:item>/preview/", news.preview.of_all, name="all_news_preview"),
    path("<slug:item>/publish/", news.publish.of_all, name="all_news_publish"),
    path("<slug:item>/withdraw/", news.withdraw.of_all, name="all_news_withdraw"),
    path("<slug:item>/delete/", news.delete.of_all, name="all_news_delete"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("news/", public.news_list, name="news_list"),
    path("news/feed.atom", immutable_page(NewsFeed()), name="news_feed"),
    path("news/<slug:slug>/", public.news_item, name="news_item"),
    # No conference is called so (programme.models.edition.RESERVED_SLUGS).
    path("office/news/", include(of_all)),
    path("office/<slug:slug>/", include(at_the_desk)),
]
