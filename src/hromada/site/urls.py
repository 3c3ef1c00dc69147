from django.urls import path

from hromada.site.views import home, operator, search

app_name = "site"

beside_the_editions = [
    path("", home.current, name="current"),
    path("search/", search.search_page, name="search"),
    path("imprint/", operator.imprint, name="imprint"),
    path("imprint/credits/", operator.credits, name="credits"),
    path("privacy/", operator.privacy, name="privacy"),
    path("accessibility/", operator.accessibility, name="accessibility"),
]
of_an_edition = [
    path("<slug:edition>/", home.home, name="home"),
    path("<slug:edition>/downloads/", home.downloads, name="downloads"),
]
urlpatterns = [*beside_the_editions, *of_an_edition]
