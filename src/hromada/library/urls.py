from django.urls import path

from hromada.kernel.pages import immutable_page
from hromada.library.feeds import NewsFeed
from hromada.library.views import public

app_name = "library"
urlpatterns = [
    path("news/", public.news_list, name="news_list"),
    path("news/feed.atom", immutable_page(NewsFeed()), name="news_feed"),
    path("news/<slug:slug>/", public.news_item, name="news_item"),
]
