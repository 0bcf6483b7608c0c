"""What do the pages of an officer’s own details say?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "my_name": both("Name: {value}", "Enw: {value}"),
    "my_email": both("Email: {value}", "E-bost: {value}"),
    "my_rights": both("What you can do", "Yr hyn y gallwch ei wneud"),
    "no_rights": both(
        "You have no role yet. Ask an administrator of your council for one.",
        "Nid oes gennych rôl eto. Gofynnwch i weinyddwr eich cyngor am un.",
    ),
    "right": both("{role}: {pattern}, {team}", "{role}: {pattern}, {team}"),
    "all_patterns": both("all services", "pob gwasanaeth"),
    "all_teams": both("all teams", "pob tîm"),
    "role_viewer": both("Can look at cases", "Yn gallu edrych ar achosion"),
    "role_agent": both("Takes calls and helps people", "Yn ateb galwadau ac yn helpu pobl"),
    "role_manager": both("Sees how the work goes", "Yn gweld sut mae’r gwaith yn mynd"),
    "role_records": both("Looks after records and who sees them", "Yn gofalu am gofnodion a phwy sy’n eu gweld"),
    "role_officer": both("Can work on cases", "Yn gallu gweithio ar achosion"),
    "role_lead": both("Leads the work on cases", "Yn arwain y gwaith ar achosion"),
    "role_administrator": both("Looks after staff and settings", "Yn gofalu am staff a gosodiadau"),
}
