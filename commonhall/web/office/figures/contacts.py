"""Why did people get in touch? The sheet of the contact centre among the figures."""

from __future__ import annotations

from commonhall.cases.in_touch import all_contacts
from commonhall.contacts.wrap_up import labels_of
from commonhall.web.components.charts import bars
from commonhall.web.components.views.desk import Row
from commonhall.web.components.views.frame import NOTHING
from commonhall.web.office.figures.sheets import MOST_BARS, Reader, Sheet, as_number, as_row, as_share, headings


def contacts_sheet(reader: Reader) -> Sheet:
    """Why people got in touch, how much of it need not have been, and how much was settled at once."""
    found, total = reader.contacts, all_contacts(reader.contacts)
    labels = labels_of("reason") if found else {}
    named = [
        (labels[each.reason].say(reader.visit.language) if each.reason in labels else each.reason, each)
        for each in found
    ]
    described = reader.say("contacts_desc", number=total.number, avoidable=total.avoidable)
    drawn = [(name, each.number) for name, each in named][:MOST_BARS]
    rows: tuple[Row, ...] = tuple(
        as_row(name, as_number(each.number), as_number(each.avoidable), as_share(each.settled_share))
        for name, each in named
    )
    return Sheet(
        id="contacts",
        title=reader.say("contacts"),
        columns=headings(reader, "col_reason", "col_contacts", "col_avoidable", "col_settled"),
        rows=rows,
        picture=bars("contacts", reader.say("contacts"), described, drawn) if drawn else NOTHING,
        about=reader.say("contacts_about"),
    )
