"""Which environment variables does Commonhall read? Each with what it is for; a house test finds those left out."""

from __future__ import annotations

from typing import Final

from commonhall.upkeep.reference.tables import page, table

LEAD = "`./run demo` needs none of these: it makes what is required and keeps it in its data folder."
LAUNCHER: Final = {
    "DATABASE_URL": "A PostgreSQL server, 15 or later, to use in place of the embedded one. The account must be a "
    "superuser, because roles are made.",
    "COMMONHALL_DATA": "The data folder of the demo (`.data/demo`).",
    "COMMONHALL_PG_BIN": "The folder of the PostgreSQL programs for the embedded database.",
    "COMMONHALL_PYTHON": "The Python to use, 3.11 or later.",
    "COMMONHALL_CHROMIUM": "The Chromium program for the browser tests.",
}
PROGRAM: Final = {
    "COMMONHALL_MODE": "`production` (unless said), `demo` or `test`. In production cookies need HTTPS.",
    "COMMONHALL_SECRET_FILE": "A file with the secret key: one line, at least 50 random characters.",
    "COMMONHALL_KEYS_FILE": "A file with the keys under which the councils' keys are kept: a line each, a name and "
    "32 random bytes in base64. The first line seals, the others still open. `./run commonhall keys new` makes a line.",
    "COMMONHALL_DSN_APP": "Connection of the pages and jobs: role `ch_app`.",
    "COMMONHALL_DSN_CONTROL": "Connection for the register of councils and sign-in: role `ch_control`.",
    "COMMONHALL_DSN_MIGRATOR": "Connection of migrations and of publishing the library: role `ch_migrator`.",
    "COMMONHALL_DSN_SECTOR": "Connection of the sector's site: role `ch_sector`.",
    "COMMONHALL_UPKEEP_HOSTS": "Hosts of the operators' own site, with commas (`upkeep.localhost` in demo and test).",
    "COMMONHALL_SECTOR_HOSTS": "Hosts of the sector's site, with commas (`localhost,127.0.0.1` in demo and test).",
    "COMMONHALL_SITE_ADDRESS": "Address of a council's site for links in messages; `{host}` stands for its host.",
    "COMMONHALL_REPLY_ADDRESS": "The address to which people answer, such as `case+{token}@mail.{host}`; what arrives "
    "there is handed to `./run commonhall mail receive`. Without it e-mails carry no address of their own.",
    "COMMONHALL_PORT": "The port in such links, in the demo (`8000`).",
    "COMMONHALL_PROXIES": "How many proxies of your own stand before the program; none by default. Their "
    "`X-Forwarded-For` and `X-Forwarded-Proto` are believed, so each must set these itself.",
    "COMMONHALL_INSIDE_HOSTS": "Hosts inside your own network that providers may be called at, with commas. "
    "Without it only public addresses are called.",
    "COMMONHALL_COUNCIL_FOLDERS": "The folder below which each council has its own, called by its short name. Without "
    "it a council's administrators can name no folder or file of the server for a provider; you still can.",
    "COMMONHALL_SECURITY_CONTACT": "Where to report a weakness, for `security.txt`: a `mailto:` or `https:` address.",
    "COMMONHALL_LOG_LEVEL": "`DEBUG`, `INFO` (unless said), `WARNING` or `ERROR`.",
    "COMMONHALL_NOTIFY_URL": "Address of the stand-in for GOV.UK Notify, in the demo.",
}
TESTS: Final = {
    "COMMONHALL_DSN_ADMIN": "A superuser's connection: provisioning reads it, and tests make their database there.",
    "COMMONHALL_ROLE_SECRETS": "The file with the roles' passwords on that server.",
    "COMMONHALL_FESTIVAL": "`1` lets the tests of failing providers write their table in these pages again.",
    "COMMONHALL_KILLS": "How many residents see programs killed in the proof of that; 1,000 in `./run bench kill`.",
    "COMMONHALL_KILLS_SEED": "A number from which the moments of those kills follow.",
    "COMMONHALL_SCREENSHOTS": "`1` lets the browser tests take the pictures of these pages again.",
    "COMMONHALL_SHARED_DATA": "The folder of published files that some tests read; without it they are skipped.",
}


def known_variables() -> set[str]:
    """Return the names of all variables that this page explains."""
    return {*LAUNCHER, *PROGRAM, *TESTS}


def environment_page() -> str:
    """Return the page."""
    heads = ("Variable", "What it is for")
    blocks = []
    for title, known in (("./run", LAUNCHER), ("The program", PROGRAM), ("Tests and provisioning", TESTS)):
        blocks += [f"## {title}\n", table(heads, [(f"`{name}`", about) for name, about in known.items()])]
    return page("Environment variables", LEAD, *blocks)
