"""Which callable does the web server run? One that refuses an unsafe database and has its patterns ready."""

from __future__ import annotations

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application


def make_application() -> WSGIHandler:
    """Return the application, ready to serve. Raises UnsafeDatabase."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhall.config.settings")
    made = get_wsgi_application()
    # Rooms with models can be imported only once the applications are loaded.
    from commonhall.catalogue.queries import warm_library
    from commonhall.councils.boot import check_boot

    check_boot()
    warm_library()
    return made


application = make_application()
