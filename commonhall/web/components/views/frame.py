"""What does every page have around its content: council, language, navigation, help, footer?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from markupsafe import Markup

from commonhall.core.values.words import Language, Words

NOTHING: Final = Markup("")
Site = Literal["citizen", "office", "sector"]
NoticeKind = Literal["success", "information", "warning", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link, or without href a plain line of a list of links.

    hidden: words that only a screen reader hears after the text; lang: when not the page's language.
    """

    text: str
    href: str
    hidden: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One place in the navigation under the header."""

    text: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach people, the same on every page of one council (WCAG 3.2.6). Blank parts are not shown."""

    phone: str = ""
    hours: str = ""
    email: str = ""
    address: tuple[str, ...] = ()
    relay: bool = True
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilLook:
    """What a page shows of a council, or of the sector's own site.

    logo: slug of a file in ``static/logos``. languages: in the order of the council; two make the language switch.
    theme_colour: of the browser's own bar, usually the header's.
    """

    slug: str
    name: Words
    logo: str
    logo_width: int = 48
    logo_height: int = 48
    languages: tuple[Language, ...] = ("en",)
    home: str = "/"
    theme_colour: str = "#0b0c0c"
    contact: dict[Language, Contact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What has just happened, said once at the top of a page (not in a journey)."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFrame:
    """Everything around the content.

    language: of the page. title: the page's own, without service and council; also the ``h1`` unless a view says else.
    service: name of the service or area; shown beside the title and in the navigation bar, linking to service_url.
    back_link: address of the page before, on journey pages always. breadcrumbs: never together with back_link.
    language_href: where the switch leads, by language; ``?lang=`` on the same page when left out.
    language_form: id of the form that the switch posts, on a page that shows errors, so that answers are kept.
    csrf_token: Django's; every form carries it. sign_out: address to post to when someone is signed in.
    exit_url: where the button for leaving quickly leads, on the pages of sensitive services.
    testing: said at the top of every page that is only tried; testing_url: where trying ends, testing_link its words.
    filling_in_for: for whom a member of staff fills this in, in a sentence; call_url: where their conversation is.
    """

    language: Language
    title: str
    council: CouncilLook
    site: Site = "citizen"
    service: str = ""
    service_url: str = ""
    back_link: str = ""
    breadcrumbs: tuple[Link, ...] = ()
    nav: tuple[NavItem, ...] = ()
    notice: Notice | None = None
    phase: Literal["", "alpha", "beta"] = ""
    feedback_url: str = ""
    language_href: dict[Language, str] = field(default_factory=dict)
    language_form: str = ""
    csrf_token: str = ""
    signed_in_as: str = ""
    sign_out: str = ""
    footer: tuple[Link, ...] = ()
    has_error: bool = False
    exit_url: str = ""
    testing: str = ""
    testing_url: str = ""
    testing_link: str = ""
    filling_in_for: str = ""
    call_url: str = ""

    @property
    def council_name(self) -> str:
        """The council's name in the page's language."""
        return self.council.name.say(self.language)

    @property
    def contact(self) -> Contact | None:
        """The help block in the page's language."""
        return self.council.contact.get(self.language)

    @property
    def other_languages(self) -> tuple[Language, ...]:
        """The council's languages other than the page's."""
        return tuple(code for code in self.council.languages if code != self.language)

    def address_in(self, language: Language) -> str:
        """Return where the language switch leads."""
        return self.language_href.get(language, f"?lang={language}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page: its frame and, in each kind of page, its own content. ``render_page`` makes the HTML of any of them."""

    template: ClassVar[str]

    frame: PageFrame

    @property
    def errors(self) -> tuple[Link, ...]:
        """What the error summary lists."""
        return ()

    @property
    def is_error(self) -> bool:
        """Whether the title starts with "Error:"."""
        return self.frame.has_error or bool(self.errors)
