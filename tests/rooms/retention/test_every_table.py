"""Does every table of a council say what disposal does with it? A new one is found here before it is forgotten."""

from __future__ import annotations

from typing import Final

from commonhall.retention.erasing import STAYS, tables_naming
from tests.tables import tables_of

OF_PERSONS: Final = {
    "contacts_detail", "contacts_merge", "contacts_person", "contacts_preferences", "contacts_relationship",
    "cases_standstill", "contacts_suggestion", "contacts_warning", "people_resident",
    "people_resident_session", "people_resident_identity",
}  # fmt: skip
"""Go with the last thing that is known of a person."""
WITH_SOMETHING: Final = {
    "cases_paper": "a message",
    "cases_till_payment": "a payment",
    "cases_place": "a booking",
    "contacts_interaction": "its last case, or after the council's months where there was none",
    "connect_sending": "a handover",
    "connect_heard": "a handover; without one it holds a code and a time",
    "chats_chat": "its conversation, or by itself after 28 days where nobody took it",
    "chats_line": "a chat",
    "journeys_journey": "its last case, or by itself when it was not sent",
    "journeys_resume_link": "a journey",
    "journeys_upload": "a journey; by itself a day after its last part came, or minutes after the journey was sent",
    "journeys_upload_part": "an upload",
    "record_outbox": "what it names",
    "retention_part": "a pack",
}
"""Go with something that goes with a case."""
NOTHING_PERSONAL: Final = {
    "connect_crew_reading": "a moment",
    "connect_crew_report": "of bins and streets, for 42 days",
    "connect_kept_days": "of bins, for 35 days",
    "record_event": "codes stay, with the digest of what was there",
    "record_read": "who looked and when, without what",
    "record_seal": "hashes",
    "journeys_feedback": "not joined to anybody",
    "retention_kept_money": "amounts, by its own date",
    "cases_money_comparison": "sums of a day, and how many bookings",
    "cases_money_difference": "amounts, times and the names of payments and bookings",
    "cases_pay_message": "the names of messages, for some days",
}
"""Stay, because nothing in them tells of the person whose case goes."""
OF_THE_COUNCIL: Final = {
    "contacts_street_line", "contacts_area", "contacts_gazetteer_key", "contacts_gazetteer_record",
    "catalogue_own", "catalogue_adoption", "catalogue_revision", "catalogue_binding", "contacts_street",
    "contacts_property", "contacts_furniture", "contacts_organisation", "contacts_matching_rules",
    "contacts_caller_check", "contacts_wrap_up_code", "chats_desk", "people_team", "people_membership", "people_grant",
    "people_staff_session", "people_interest", "people_sign_in_link", "people_access_code", "cases_template",
    "people_staff_invitation", "people_staff_identity", "people_spent_token", "catalogue_fault", "catalogue_standing",
    "councils_key", "councils_trial", "cases_saved_view", "cases_allocation_rule", "cases_absence", "cases_skill",
    "cases_bulk", "cases_closure", "cases_calendar_feed", "connect_link",
    "retention_run", "retention_hold", "retention_lengthening",
}  # fmt: skip
"""Of the council and its staff, or short-lived by themselves."""


def test_every_table_of_a_council_is_accounted_for() -> None:
    with_case = {model._meta.db_table for model, _ in tables_naming("case")} | {"cases_case"}
    known = with_case | set(STAYS) | OF_PERSONS | set(WITH_SOMETHING) | set(NOTHING_PERSONAL) | OF_THE_COUNCIL
    assert set(tables_of("council")) - known == set(), "say in retention/erasing.py or here what becomes of it"


def test_nothing_is_listed_that_is_not_there() -> None:
    listed = set(STAYS) | OF_PERSONS | set(WITH_SOMETHING) | set(NOTHING_PERSONAL) | OF_THE_COUNCIL
    assert listed - set(tables_of("council")) == set()
