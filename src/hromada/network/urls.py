from django.urls import URLPattern, URLResolver, include, path

from hromada.network.views import public
from hromada.network.views.office import organisations, partnerships, uploading

app_name = "network"

of_the_office: list[URLPattern | URLResolver] = [
    path("", organisations.organisations, name="office_organisations"),
    path("organisations/new/", organisations.new_organisation, name="office_organisation_new"),
    path("organisations/<int:organisation>/", organisations.organisation, name="office_organisation"),
    path("organisations/<int:organisation>/beside/", organisations.beside, name="office_organisation_beside"),
    path("organisations/<int:organisation>/delete/", organisations.delete, name="office_organisation_delete"),
    path("partnerships/", partnerships.partnerships, name="office_partnerships"),
    path("partnerships/new/", partnerships.new_partnership, name="office_partnership_new"),
    path("partnerships/<int:partnership>/", partnerships.partnership, name="office_partnership"),
    path("partnerships/<int:partnership>/beside/", partnerships.beside, name="office_partnership_beside"),
    path("partnerships/<int:partnership>/delete/", partnerships.delete, name="office_partnership_delete"),
    path("upload/", uploading.upload, name="office_upload"),
    path("upload/write/", uploading.write, name="office_upload_write"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("office/network/", include(of_the_office)),
    path("network/", public.network, name="network"),
    path("network/<slug:slug>/", public.organisation, name="organisation"),
]
