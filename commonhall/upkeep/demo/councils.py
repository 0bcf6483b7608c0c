"""Which councils does the demonstration have, how do their rules differ, and who works there? All of it is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.core.values.words import Language, Words


@dataclass(frozen=True, slots=True)
class DemoCouncil:
    """One council of the demonstration.

    profile: whose rules on missed bins it has, from the profiles of the pattern. officer to records: its staff;
    their addresses are made of the slug. profiles: whose rules it has in other patterns. own: settings that differ from
    the profile, by pattern. words: texts of the missed bin pattern that it has in its own words. takes_form: whether it
    imports a form on its first day.
    """

    slug: str
    name: Words
    kind: str
    nation: str
    profile: str
    officer: str
    lead: str
    agent: str
    manager: str
    records: str
    phone: str
    email: str
    address: str
    hours: Words
    default_language: Language = "en"
    languages: tuple[Language, ...] = ("en",)
    profiles: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=dict)
    takes_form: bool = False


COUNCILS: Final = (
    DemoCouncil(
        slug="thornbridge",
        name=Words(en="London Borough of Thornbridge"),
        kind="london_borough",
        nation="england",
        profile="a_outer_london",
        profiles={
            "garden-waste": "a_outer_london",
            "bulky-waste": "a_outer_london",
            "report-a-problem": "a_london_borough",
            "council-tax-reduction": "a_western_borough",
            "parking-permit": "a_four_bands",
        },
        own={
            "bulky-waste": {"amend_who": "public", "amend_by_days": 1, "amend_by_time": "14:00", "amend_refund": True},
            "parking-permit": {
                "places": [{"zone": "A", "postcode": "SE28 2"}, {"zone": "B", "postcode": "SE28 3"}],
                "car_free": [],
            },
        },
        officer="Amina Dossett",
        lead="Graham Pell",
        agent="Sunita Marlow",
        manager="Owen Tabberer",
        records="Priya Hollis",
        phone="01632 960110",
        email="hello@thornbridge.example.org",
        address="Bridge House, 1 Thorn Street, Thornbridge",
        hours=Words(en="Monday to Friday, 8am to 6pm"),
        words={
            "start.body": Words(
                en="Did our crew leave your bin full? Tell us here.\n\n"
                "Have your address ready, and a phone number or email address.\n\n"
                "We check what the crew recorded before you fill anything in."
            )
        },
    ),
    DemoCouncil(
        slug="fallowdale",
        name=Words(en="Fallowdale District Council"),
        kind="district",
        nation="england",
        profile="g_cathedral_city",
        profiles={
            "garden-waste": "d_inner_suburb",
            "bulky-waste": "g_cathedral_city",
            "report-a-problem": "b_english_district",
            "complaints": "d_quick_landlord",
            "council-tax-reduction": "e_moorland_district",
            "parking-permit": "d_two_prices",
        },
        officer="Ruth Ackerley",
        lead="Imran Sall",
        agent="Joan Petherick",
        manager="Lucas Wray",
        records="Nadia Corrin",
        phone="01632 960220",
        email="enquiries@fallowdale.example.org",
        address="The Corn Hall, Market Place, Fallow Wick",
        hours=Words(en="Monday to Friday, 9am to 5pm"),
    ),
    DemoCouncil(
        slug="stonemere",
        name=Words(en="Stonemere Council"),
        kind="unitary",
        nation="england",
        profile="f_logged_rounds",
        profiles={
            "garden-waste": "f_direct_debit",
            "bulky-waste": "f_points",
            "council-tax-reduction": "c_north_east_port",
            "parking-permit": "b_seven_bands",
        },
        officer="Dennis Oyelaran",
        lead="Kate Winterby",
        agent="Ade Fosse",
        manager="Marian Tuck",
        records="Paul Linnet",
        phone="01632 960330",
        email="contact@stonemere.example.org",
        address="Mere House, Quarry Road, Stonemere",
        takes_form=True,
        hours=Words(en="Monday to Saturday, 8am to 8pm"),
    ),
    DemoCouncil(
        slug="brynafon",
        name=Words(en="Brynafon Council", cy="Cyngor Brynafon"),
        kind="welsh",
        nation="wales",
        profile="c_southern_london",
        profiles={
            "garden-waste": "b_riverside_london",
            "bulky-waste": "welsh_with_small_charge",
            "council-tax-reduction": "f_welsh_county",
            "parking-permit": "f_flat_price",
        },
        officer="Gwenllian Prydderch",
        lead="Tomos Haverd",
        agent="Eleri Gwynfor",
        manager="Huw Sallis",
        records="Mared Pugh-Lacey",
        phone="01632 960440",
        email="cysylltu@brynafon.example.org",
        address="Neuadd y Sir / County Hall, Heol yr Afon, Brynafon",
        hours=Words(en="Monday to Friday, 8:30am to 5pm", cy="Dydd Llun i ddydd Gwener, 8.30yb i 5yp"),
        default_language="cy",
        languages=("cy", "en"),
        own={"missed-bin": {"calendar_holiday_names": [], "partial": "allow"}},
        words={
            "ending.what_next": Words(
                en="Leave the bin out, at the edge of your property, with its lid closed.\n\n"
                "We will tell you when the crew has been.",
                cy="Gadewch y bin allan, ar ymyl eich eiddo, gyda'r caead ar gau.\n\n"
                "Byddwn yn rhoi gwybod i chi pan fydd y criw wedi bod.",
            )
        },
    ),
    DemoCouncil(
        slug="strathrowan",
        name=Words(en="Strathrowan Council"),
        kind="scottish",
        nation="scotland",
        profile="h_scottish_saturdays",
        profiles={
            "report-a-problem": "d_scottish_council",
            "garden-waste": "g_scottish_season",
            "council-tax-reduction": "g_scottish_council",
            "parking-permit": "e_full_zones",
        },
        own={
            "parking-permit": {"places": [{"zone": "1", "postcode": "PH20 3"}, {"zone": "2", "postcode": "PH20 4"}]},
        },
        officer="Morag Lennie",
        lead="Callum Firth",
        agent="Isla Drummie",
        manager="Fergus Tain",
        records="Shona Mackle",
        phone="01632 960550",
        email="ask@strathrowan.example.org",
        address="Rowan House, Kirk Wynd, Strathrowan",
        hours=Words(en="Monday to Friday, 9am to 5pm"),
    ),
)
"""A London borough, an English district, a large unitary, a Welsh council (Welsh first) and a Scottish one."""
