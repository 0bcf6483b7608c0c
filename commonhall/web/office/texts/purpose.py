"""How does the office ask why somebody looks at a sensitive case?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

TEXTS: Final[dict[str, Words]] = {
    "purpose_title": both("Say why you look at this case", "Dywedwch pam rydych yn edrych ar yr achos hwn"),
    "purpose_about": both(
        "This case is sensitive, and it is not yours to work on. We keep your reason with the record of who looked. "
        "We ask once a day.",
        "Mae’r achos hwn yn sensitif, ac nid eich gwaith chi ydyw. "
        "Rydym yn cadw eich rheswm gyda’r cofnod o bwy a edrychodd. Rydym yn gofyn unwaith y dydd.",
    ),
    "purpose_label": both("Why do you look at it?", "Pam rydych yn edrych arno?"),
    "purpose_name": both("why you look at it", "pam rydych yn edrych arno"),
    "purpose_asked": both("The person asked me", "Gofynnodd y person i mi"),
    "purpose_advice": both("To advise or help a colleague", "I gynghori neu helpu cydweithiwr"),
    "purpose_checking": both("To check how work is done", "I wirio sut y gwneir gwaith"),
    "purpose_rights": both("For somebody’s rights over their data", "Ar gyfer hawliau rhywun dros eu data"),
    "purpose_law": both("For the law, an audit or an inquiry", "Ar gyfer y gyfraith, archwiliad neu ymchwiliad"),
    "purpose_other": both("Something else", "Rhywbeth arall"),
    "purpose_more": both("More about it", "Mwy amdano"),
    "purpose_more_hint": both(
        "Needed where you choose “Something else”. Write nothing about the person.",
        "Mae angen hyn os dewiswch “Rhywbeth arall”. Peidiwch ag ysgrifennu dim am y person.",
    ),
    "purpose_more_name": both("What you write about it", "Yr hyn a ysgrifennwch amdano"),
    "purpose_more_missing": both("Enter why you look at it", "Nodwch pam rydych yn edrych arno"),
    "purpose_button": both("See the case", "Gweld yr achos"),
}
