"""With which settings do the tests run? The product's own, in test mode, with a key of their own and a quick hasher."""

from __future__ import annotations

import os

os.environ.setdefault("COMMONHALL_MODE", "test")
os.environ.setdefault("COMMONHALL_LOG_LEVEL", "WARNING")

from django.contrib.auth.hashers import ScryptPasswordHasher

from commonhall.config.settings import *  # noqa: F403 Django's way
from commonhall.councils.sealing import new_root_line, read_root_keys
from tests import killing

killing.install()


class QuickScrypt(ScryptPasswordHasher):
    """The product's hasher with the least work, so that a hundred sign-ins do not take a minute."""

    work_factor = 2**4


SECRET_KEY = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH"
STANDINGS_ASIDE = False
ROOT_KEYS = read_root_keys(new_root_line("tests"))
PASSWORD_HASHERS = ["tests.settings.QuickScrypt"]
