"""Every address; the only place that knows all apps.

What has no words stands at the root; every page stands below its language. The conferences come last: their names are
free but for those of the pages beside them (``programme.models.edition.RESERVED_SLUGS``).
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from hromada.kernel.health import healthz, readyz
from hromada.kernel.media import uploaded
from hromada.programme.views.public import offline
from hromada.site.views import engines
from hromada.site.views.home import door

handler400 = "hromada.kernel.errors.bad_request"
handler403 = "hromada.kernel.errors.forbidden"
handler404 = "hromada.kernel.errors.not_found"
handler500 = "hromada.kernel.errors.internal_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", door),
    path("healthz", healthz),
    path("readyz", readyz),
    path("robots.txt", engines.robots, name="robots"),
    path("sitemap.xml", engines.sitemap_index, name="sitemap"),
    path("sitemap-<section>.xml", engines.sitemap_section, name="sitemap-section"),
    path("media/<path:path>", uploaded, name="media"),
    path("sw.js", offline.service_worker, name="service-worker"),
    *i18n_patterns(
        path("manifest.webmanifest", offline.manifest, name="manifest"),
        path("accounts/", include("hromada.accounts.urls")),
        path("", include("hromada.network.urls")),
        path("", include("hromada.library.urls")),
        path("", include("hromada.office.urls")),
        path("", include("hromada.site.urls")),
        path("", include("hromada.programme.urls")),
    ),
]
