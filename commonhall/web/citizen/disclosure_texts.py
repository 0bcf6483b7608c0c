"""What do the pages of the disclosure log say, in both languages?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

LOG: Final[dict[str, Words]] = {
    "title": both("Answers we have published", "Atebion rydym wedi’u cyhoeddi"),
    "lead": both(
        "People ask us for information. Here is what we told them. Look here before you ask: you may find it at once.",
        "Mae pobl yn gofyn i ni am wybodaeth. Dyma’r hyn a ddywedom wrthynt. "
        "Edrychwch yma cyn i chi ofyn: efallai y dewch o hyd iddo ar unwaith.",
    ),
    "search": both("Search for words", "Chwilio am eiriau"),
    "search_hint": both("For example, recycling bins", "Er enghraifft, biniau ailgylchu"),
    "button": both("Search", "Chwilio"),
    "found": both("Answers with “{search}”", "Atebion gyda “{search}”"),
    "newest": both("Newest first", "Y diweddaraf yn gyntaf"),
    "none": both("We have not published any answers yet.", "Nid ydym wedi cyhoeddi unrhyw atebion eto."),
    "none_found": both(
        "We found no answers with “{search}”. Try fewer words, or other words. [See all answers](/disclosures).",
        "Ni ddaethom o hyd i unrhyw atebion gyda “{search}”. Rhowch gynnig ar lai o eiriau, neu eiriau eraill. "
        "[Gweld pob ateb](/disclosures).",
    ),
    "no_more": both(
        "There are no more answers. [See the first page](/disclosures).",
        "Nid oes rhagor o atebion. [Gweld y dudalen gyntaf](/disclosures).",
    ),
    "withdrawn_row": both("An answer that we took down again", "Ateb a dynnwyd i lawr gennym"),
    "published": both("Published on {date}", "Cyhoeddwyd ar {date}"),
    "previous": both("Previous page", "Y dudalen flaenorol"),
    "next": both("Next page", "Y dudalen nesaf"),
    "asked": both("What we were asked", "Yr hyn a ofynnwyd i ni"),
    "answer": both("What we said", "Yr hyn a ddywedom"),
    "outcome": both("Outcome", "Canlyniad"),
    "helped": both("This answers my question", "Mae hyn yn ateb fy nghwestiwn"),
    "thanks": both("Thank you for telling us.", "Diolch am roi gwybod i ni."),
    "withdrawn": both("We took this answer down", "Rydym wedi tynnu’r ateb hwn i lawr"),
    "withdrawn_text": both(
        "We published an answer here on {published}. We took it down on {withdrawn}.\n\n"
        "[See the answers we have published](/disclosures).",
        "Fe gyhoeddom ateb yma ar {published}. Fe’i tynnwyd i lawr ar {withdrawn}.\n\n"
        "[Gweld yr atebion rydym wedi’u cyhoeddi](/disclosures).",
    ),
}
