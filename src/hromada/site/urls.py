from django.urls import path

from hromada.site.views import search

app_name = "site"
urlpatterns = [
    path("search/", search.search_page, name="search"),
]
