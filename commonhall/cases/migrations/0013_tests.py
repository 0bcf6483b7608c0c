"""Keeps what is tried apart from what is real."""

from typing import ClassVar

from django.db import migrations

from commonhall.councils.walls import KeepTestsApart


class Migration(migrations.Migration):
    """A second wall for each table that fills up as services are used."""

    dependencies: ClassVar = [("cases", "0012_calendars"), ("councils", "0004_testing")]

    operations: ClassVar = [
        KeepTestsApart("cases_case"),
        KeepTestsApart("cases_deadline"),
        KeepTestsApart("cases_task"),
        KeepTestsApart("cases_timer"),
        KeepTestsApart("cases_entitlement"),
        KeepTestsApart("cases_note"),
        KeepTestsApart("cases_message"),
        KeepTestsApart("cases_watch"),
        KeepTestsApart("cases_look"),
        KeepTestsApart("cases_tag"),
        KeepTestsApart("cases_mention"),
        KeepTestsApart("cases_occurrence"),
        KeepTestsApart("cases_relation"),
        KeepTestsApart("cases_merge"),
        KeepTestsApart("cases_proposal"),
        KeepTestsApart("cases_correction"),
        KeepTestsApart("cases_recast"),
        KeepTestsApart("cases_place"),
        KeepTestsApart("cases_booking"),
        KeepTestsApart("cases_disclosure"),
        KeepTestsApart("cases_supporter"),
        KeepTestsApart("cases_words"),
        KeepTestsApart("cases_declined"),
        KeepTestsApart("cases_bulk"),
        KeepTestsApart("cases_bulk_row"),
        KeepTestsApart("cases_pay_message"),
        KeepTestsApart("cases_money_comparison"),
        KeepTestsApart("cases_money_difference"),
        KeepTestsApart("cases_contact"),
        KeepTestsApart("cases_party"),
        KeepTestsApart("cases_standstill"),
        KeepTestsApart("cases_use"),
        KeepTestsApart("cases_payment"),
        KeepTestsApart("cases_refund"),
        KeepTestsApart("cases_till_payment"),
        KeepTestsApart("cases_paper"),
        KeepTestsApart("cases_stray"),
        KeepTestsApart("cases_request"),
        KeepTestsApart("cases_invitation"),
    ]
