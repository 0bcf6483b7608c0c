"""How is a council run from the command line? `commonhall council`: add it, adopt patterns, set, reword, bind, list."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.ports import make_provider
from commonhall.catalogue.operations import (
    AdoptionRefused,
    adopt,
    bind_provider,
    change_setting,
    close_adoption,
    newest_published,
    profile_settings,
    reword,
)
from commonhall.catalogue.queries import (
    Service,
    ServiceUnknown,
    get_service,
    pattern_of,
    services_of,
)
from commonhall.core.language.model import Pattern, Setting
from commonhall.core.language.settings import SettingRefused, default_of
from commonhall.core.language.texts import texts_of
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import LANGUAGES, Words
from commonhall.councils.actors import Actor
from commonhall.councils.models import KINDS, NATIONS
from commonhall.councils.operations import CouncilRefused, add_council
from commonhall.councils.queries import CouncilSite, CouncilUnknown, councils, get_council
from commonhall.councils.scope import in_council
from commonhall.people.models import ROLES
from commonhall.people.operations import EmailRefused
from commonhall.people.queries import MemberUnknown
from commonhall.upkeep.staff import take_on

OPERATOR: Final = Actor("system", name="Operator")
REFUSALS: Final = (
    AdoptionRefused,
    CouncilRefused,
    CouncilUnknown,
    EmailRefused,
    MemberUnknown,
    Misconfigured,
    ServiceUnknown,
    SettingRefused,
)
WHOLE: Final = ("int", "days", "working_days", "minutes", "money")
WRITTEN_AS_JSON: Final = ("list", "table", "words", "dated_money")


class Command(BaseCommand):
    """Look after councils: each act is one operation."""

    help = "Add councils, adopt patterns for them, change settings and words, choose providers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the act and what it needs."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="list the councils and their addresses")
        _add_arguments_of_add(acts.add_parser("add", help="add a council, or change one"))
        for name, what in (
            ("services", "list what a council runs"),
            ("adopt", "let a council run a pattern of the library, or move to its newest version"),
            ("close", "stop running a service; what has begun goes on"),
            ("settings", "show the settings of a service as they are today"),
            ("texts", "show the texts of a service that may be reworded"),
            ("set", "give a setting a value from a day on"),
            ("reword", "give a text the council's own words"),
            ("bind", "choose the provider of a capability"),
            ("staff", "give a person an account and a role; prints the first password"),
        ):
            act = acts.add_parser(name, help=what)
            act.add_argument("council", help="slug of the council")
            _ARGUMENTS[name](act)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the act; a refusal is one clear sentence and exit status 1, and then nothing has changed."""
        at = datetime.now(UTC)
        try:
            if options["act"] == "list":
                self._list()
            elif options["act"] == "add":
                self._add(options, at)
            else:
                council = get_council(options["council"])
                with in_council(council, by=OPERATOR, purpose="command"):
                    getattr(self, f"_{options['act']}")(council, options, at)
        except REFUSALS as refused:
            raise CommandError(str(refused)) from None

    def _list(self) -> None:
        for council in councils():
            self.stdout.write(f"{council.slug:16} {council.host:32} {council.name.en}")

    def _add(self, options: Any, at: datetime) -> None:
        languages = options["language"] or ["en"]
        council = add_council(
            slug=options["slug"],
            name=Words(en=options["name"], cy=options["welsh_name"]),
            kind=options["kind"],
            nation=options["nation"],
            default_language=languages[0],
            languages=languages,
            contact={"phone": options["phone"], "email": options["email"]},
            hosts=options["host"],
            by=OPERATOR,
            at=at,
        )
        self.stdout.write(f"{council.name.en} is at {council.host}.")

    def _services(self, council: CouncilSite, options: Any, at: datetime) -> None:
        found = services_of(council, day=london_day(at), closed=True)
        for service in found:
            closed = "" if service.is_open else "  (not open)"
            what = f"{service.pattern} {service.version}  {service.title.en}{closed}"
            self.stdout.write(f"/services/{service.slug}  {what}")
        if not found:
            self.stdout.write(f"{council.name.en} runs nothing yet.")

    def _adopt(self, council: CouncilSite, options: Any, at: datetime) -> None:
        version = newest_published(options["pattern"])
        pattern = pattern_of("library", version.id)
        profile = profile_settings(version, options["profile"]) if options["profile"] else {}
        own = profile | dict(_named_value(each, pattern) for each in options["set"])
        slug = options["address"] or options["pattern"]
        adopt(
            council=council, slug=slug, origin="library", version_id=version.id, settings=own,
            opens=not options["closed"], by=OPERATOR, at=at,
        )  # fmt: skip
        runs = "can try" if options["closed"] else "runs"
        self.stdout.write(f"{council.name.en} {runs} {version} at /services/{slug}.")

    def _close(self, council: CouncilSite, options: Any, at: datetime) -> None:
        close_adoption(slug=options["service"], by=OPERATOR, at=at)
        self.stdout.write(f"{council.name.en} no longer runs /services/{options['service']}.")

    def _settings(self, council: CouncilSite, options: Any, at: datetime) -> None:
        service = _service(council, options, at)
        for name, setting in service.effective.pattern.settings.items():
            value = service.effective.settings[name]
            mark = "" if value == default_of(name, setting, service.effective.council) else "  (the council's own)"
            self.stdout.write(f"{name}: {_shown(value)}{mark}")

    def _texts(self, council: CouncilSite, options: Any, at: datetime) -> None:
        for name, words in texts_of(_service(council, options, at).effective.pattern).items():
            if words.local:
                self.stdout.write(f"{name}: {' '.join(words.en.split())}")

    def _set(self, council: CouncilSite, options: Any, at: datetime) -> None:
        pattern = _service(council, options, at).effective.pattern
        name, value = _named_value(f"{options['setting']}={options['value']}", pattern)
        begins = options["from_date"] or london_day(at)
        change_setting(
            council=council, slug=options["service"], setting=name, value=value, from_date=begins,
            why=options["why"], by=OPERATOR, at=at,
        )  # fmt: skip
        self.stdout.write(f"{name} is {_shown(value)} from {begins.isoformat()}.")

    def _reword(self, council: CouncilSite, options: Any, at: datetime) -> None:
        reword(
            council=council, slug=options["service"], text=options["text"], en=options["en"], cy=options["cy"],
            by=OPERATOR, at=at,
        )  # fmt: skip
        self.stdout.write(f"{options['text']} now has the council's own words.")

    def _bind(self, council: CouncilSite, options: Any, at: datetime) -> None:
        settings = _read_settings(options["settings_file"])
        make_provider(options["capability"], options["provider"], settings)
        bind_provider(
            capability=options["capability"], provider=options["provider"], settings=settings, by=OPERATOR, at=at
        )
        self.stdout.write(f"{council.name.en} uses {options['provider']} for {options['capability']}.")

    def _staff(self, council: CouncilSite, options: Any, at: datetime) -> None:
        password = take_on(
            email=options["email"], name=options["name"], role=options["role"], pattern=options["pattern"],
            team=options["team"], by=OPERATOR, at=at,
        )  # fmt: skip
        self.stdout.write(f"{options['name']} is {options['role']} at {council.name.en}.")
        if password:
            self.stdout.write(f"First password: {password}")


def _add_arguments_of_add(act: ArgumentParser) -> None:
    act.add_argument("slug")
    act.add_argument("--name", required=True, help="in English")
    act.add_argument("--welsh-name", default="", help="in Welsh; needed where the site is in Welsh")
    act.add_argument("--kind", required=True, choices=KINDS)
    act.add_argument("--nation", required=True, choices=NATIONS)
    act.add_argument("--language", action="append", choices=LANGUAGES, help="repeat it; the first comes first (en)")
    act.add_argument("--host", action="append", default=[], help="address without port ({slug}.localhost)")
    act.add_argument("--phone", default="")
    act.add_argument("--email", default="")


def _nothing(act: ArgumentParser) -> None:
    """An act on a council as a whole."""


def _on_service(act: ArgumentParser) -> None:
    act.add_argument("service", help="the service's address: what stands after /services/")


def _for_adopt(act: ArgumentParser) -> None:
    act.add_argument("pattern", help="slug of a pattern of the library")
    act.add_argument("--address", default="", help="what stands after /services/ (the pattern's slug)")
    act.add_argument("--profile", default="", help="begin with the settings of this profile of the pattern")
    act.add_argument("--set", action="append", default=[], metavar="SETTING=VALUE", help="repeat it for more")
    act.add_argument("--closed", action="store_true", help="not open to residents: it can only be tried")


def _for_set(act: ArgumentParser) -> None:
    _on_service(act)
    act.add_argument("setting")
    act.add_argument("value", help="lists, tables and words as JSON")
    act.add_argument("--from", dest="from_date", type=date.fromisoformat, default=None, help="a date (today)")
    act.add_argument("--why", default="", help="kept with the change")


def _for_reword(act: ArgumentParser) -> None:
    _on_service(act)
    act.add_argument("text", help="id of the text; council texts lists them")
    act.add_argument("--en", required=True)
    act.add_argument("--cy", default="")


def _for_bind(act: ArgumentParser) -> None:
    act.add_argument("capability")
    act.add_argument("provider")
    act.add_argument(
        "--with", dest="settings_file", type=Path, default=None, help="a JSON file; settings may be secret"
    )


def _for_staff(act: ArgumentParser) -> None:
    act.add_argument("email")
    act.add_argument("--name", required=True)
    act.add_argument("--role", required=True, choices=ROLES)
    act.add_argument("--team", default=None, help="only for the cases of this team (its slug)")
    act.add_argument("--pattern", default="", help="only for the cases of this pattern")


_ARGUMENTS: Final[dict[str, Callable[[ArgumentParser], None]]] = {
    "services": _nothing,
    "adopt": _for_adopt,
    "close": _on_service,
    "settings": _on_service,
    "texts": _on_service,
    "set": _for_set,
    "reword": _for_reword,
    "bind": _for_bind,
    "staff": _for_staff,
}


def _service(council: CouncilSite, options: Any, at: datetime) -> Service:
    return get_service(options["service"], council=council, day=london_day(at))


def _named_value(written: str, pattern: Pattern) -> tuple[str, Any]:
    """Return the setting and the value that ``SETTING=VALUE`` writes. Raises SettingRefused."""
    name, equals, text = written.partition("=")
    if not equals:
        raise SettingRefused(written, "write it as SETTING=VALUE")
    if name not in pattern.settings:
        raise SettingRefused(name, f"the pattern has no such setting; it has {', '.join(pattern.settings)}")
    return name, _typed(name, pattern.settings[name], text)


def _typed(name: str, setting: Setting, text: str) -> Any:
    """Return what was typed as a value of the setting's type; check_setting judges it later."""
    if setting.type == "bool":
        if text not in {"yes", "no", "true", "false"}:
            raise SettingRefused(name, "write yes or no")
        return text in {"yes", "true"}
    if setting.type in WHOLE:
        return int(text) if text.lstrip("-").isdecimal() else text
    if setting.type in WRITTEN_AS_JSON:
        try:
            return json.loads(text)
        except ValueError as error:
            raise SettingRefused(name, f"write the value as JSON ({error})") from None
    return text


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _read_settings(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise CommandError(f"{file} is not JSON: {error}.") from None
    if not isinstance(read, dict):
        raise CommandError(f"{file} must hold one JSON object.")
    return read
