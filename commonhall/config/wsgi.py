"""Which callable does the web server run?"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from commonhall.councils.boot import check_boot

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhall.config.settings")

application = get_wsgi_application()
check_boot()
