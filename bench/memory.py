"""How much memory does a web process take? A worker process that has served pages, as the system counts it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from bench.measuring import Figure

BARE = "import sys; print(next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmRSS')))"
WEB = (
    "import commonhall.config.wsgi; "
    "from commonhall.core.questions.registry import question_types; question_types(); "
    "import commonhall.web.components.pages; " + BARE.removeprefix("import sys; ")
)


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the resident memory of a web process that is ready, beside that of bare Python."""
    bare, web = _rss(BARE), _rss(WEB)
    yield Figure("memory of one web process, ready", web / 1024, "MiB", "bare Python", web / bare)


def _rss(code: str) -> int:
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 ours
    return int(said.stdout.strip().splitlines()[-1])
