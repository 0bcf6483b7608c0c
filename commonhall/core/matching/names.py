"""Is this the same name? Folds names for comparing, and knows short forms, slips of one letter and how names sound."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from commonhall.core.values.typed_text import one_line

LONGEST: Final = 200
TITLES: Final = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev", "cllr"])
BEFORE_SURNAME: Final = frozenset(
    ["van", "von", "de", "der", "den", "di", "da", "la", "le", "bin", "binti", "al", "el"]
)
# Letters that have no accent to take off.
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})
_APART: Final = re.compile(r"[\s\-‐-―.,/_]+")
_DROPPED: Final = re.compile(r"[^\w ]")
SHORT_FORMS: Final = (
    "abigail abby abi gail", "albert bert bertie al", "alexander alex sandy alec", "alexandra alex sandra lexi",
    "alfred alf alfie fred", "alison ali allie", "andrew andy drew", "angela angie", "anthony tony ant",
    "antonia toni", "archibald archie", "arthur art artie", "barbara barb babs", "benjamin ben benny",
    "bronwen bron", "caitlin cait", "catherine cathy cath kate katie kitty kay", "charles charlie chas chuck",
    "charlotte charlie lottie", "christine chris chrissie tina", "christopher chris kit", "clifford cliff",
    "daniel dan danny", "david dave davy dai dafydd", "deborah deb debbie", "dennis den", "derek del",
    "donald don donny", "dorothy dot dotty", "douglas doug", "edward ed eddie ted teddy ned", "elizabeth liz lizzie "
    "beth betty bess eliza libby", "emily em emmy", "eleanor ellie nell elly nora", "evan ifan ieuan", "florence flo "
    "florrie", "frances fran frankie", "francis frank frankie", "frederick fred freddie", "gareth gary gaz",
    "geoffrey geoff", "georgina georgie gina", "gerald gerry", "gillian gill", "gwendolen gwen", "gregory greg",
    "harold harry", "henry harry hal", "isabel isabelle bella izzy", "jacqueline jackie", "jacob jake",
    "james jim jimmy jamie", "jane janie", "janet jan", "jennifer jen jenny", "jessica jess jessie", "joan joanie",
    "joanna jo joanne", "john jack johnny jon", "jonathan jon jonny", "joseph joe joey", "joshua josh",
    "judith judy", "julian jules", "julie jules", "katherine kathy kath kate katie kitty kay", "kathleen kath kathy",
    "kenneth ken kenny", "kimberly kim", "laurence larry laurie", "lawrence larry laurie", "leonard len lenny",
    "lewis lew", "louise lou", "lucy lucie", "madeleine maddie", "malcolm mal", "margaret maggie meg peggy marge "
    "rita megan", "martin marty", "mary molly polly mari mair", "matthew matt matty", "megan meg", "michael mike mick "
    "mickey", "mohammed mohamed muhammad mohammad mo", "morgan mo", "natalie nat", "nathaniel nathan nat",
    "nicholas nick nicky", "nicola nicky nikki", "oliver ollie", "olivia liv livvy", "pamela pam", "patricia pat "
    "patsy trish tricia", "patrick pat paddy", "pauline paula", "peter pete", "philip phil pip", "philippa pippa",
    "rachel rach", "raymond ray", "rebecca becky becca", "rhiannon rhi", "richard rich rick dick ricky", "robert rob "
    "bob bobby robbie bert", "roger rog", "ronald ron ronnie", "rosemary rose rosie", "russell russ", "samantha sam",
    "samuel sam sammy", "sarah sally sara", "sebastian seb", "simon si", "sion john", "stephen steve steven stevie",
    "susan sue susie suzanne", "teresa terry theresa tess", "terence terry", "thomas tom tommy", "timothy tim",
    "tomos tom", "valerie val", "veronica ronnie", "victor vic", "victoria vicky tori", "vincent vince vinny",
    "vivienne viv", "walter wally walt", "william will bill billy liam willie gwilym", "winifred win winnie",
    "yusuf yousef joseph", "zachary zac zack",
)  # fmt: skip
_FORMS: Final[dict[str, frozenset[str]]] = {}
for _group in SHORT_FORMS:
    for _name in _group.split():
        _FORMS[_name] = _FORMS.get(_name, frozenset()) | frozenset(_group.split())
# How spellings that sound alike become one, in this order; then vowels go.
_SOUNDS: Final = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"^kn|^gn|^pn", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^mac", "mc"), (r"mps", "ms"), (r"sch", "s"),
        (r"tch", "ch"), (r"ph|v|ff", "f"), (r"gh", ""), (r"ck|q|c(?![eiyh])", "k"), (r"c(?=[eiy])|z", "s"),
        (r"x", "ks"), (r"dg(?=[ei])", "j"), (r"^[aeiouy]+", "a"), (r"(?<=.)[aeiouyhw]+", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoldedName:
    """A name as it is compared: small letters, no accents, no titles. A single name counts as the surname."""

    forename: str = ""
    middle: str = ""
    surname: str = ""

    @property
    def full(self) -> str:
        """All of it."""
        return " ".join(part for part in (self.forename, self.middle, self.surname) if part)


def folded(typed: str) -> str:
    """Return ``typed`` in small letters without accents, apostrophes or hyphens: "Siân O’Neill" is "sian oneill"."""
    apart = unicodedata.normalize("NFKD", one_line(typed[:LONGEST]).casefold().translate(_LETTERS))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_DROPPED.sub("", _APART.sub(" ", plain)).split())


def folded_name(typed: str) -> FoldedName:
    """Return a name as it is compared."""
    words = [folded(word) for word in typed[:LONGEST].split()]
    words = [word for word in words if word]
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    if len(words) < 2:
        return FoldedName(surname="".join(words))
    first = len(words) - 1
    while first > 1 and words[first - 1] in BEFORE_SURNAME:
        first -= 1
    return FoldedName(words[0], " ".join(words[1:first]), " ".join(words[first:]))


def forms_of(forename: str) -> frozenset[str]:
    """Return the short and long forms of a folded forename, itself among them: "bill" gives "william" too."""
    return _FORMS.get(forename, frozenset()) | {forename}


def sound_of(surname: str) -> str:
    """Return how a folded surname sounds, roughly: "davies" and "davis" give the same. Blank for other scripts."""
    said = surname.replace(" ", "")
    if not said.isascii():
        return ""
    for pattern, instead in _SOUNDS:
        said = pattern.sub(instead, said)
    return said[:8]


def one_edit(one: str, other: str) -> bool:
    """Whether one letter more, less, changed, or two swapped make ``one`` into ``other``. Short words never are."""
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    here, there = one[start:], other[start:]
    if len(one) == len(other):
        return here[1:] == there[1:] or (here[:2] == there[:2][::-1] and here[2:] == there[2:])
    return here[1:] == there if len(one) > len(other) else here == there[1:]


def like_forename(one: str, other: str) -> bool:
    """Whether two forenames may be one: a short form or one slip."""
    return other in forms_of(one) or one_edit(one, other)
