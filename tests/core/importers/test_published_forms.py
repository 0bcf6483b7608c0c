"""Are the published forms read, walked and reported as the reference says?"""

from __future__ import annotations

from collections import Counter

import pytest

from commonhall.core.importers.detection import detect
from commonhall.core.importers.forms import import_form
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.source import FormRefused, read_source
from commonhall.core.importers.traces import Walked, walk
from commonhall.core.language.loading import PatternFolder
from commonhall.core.verify.expression_checks import check_expressions
from commonhall.core.verify.structure_checks import check_structure
from tests.core.importers.paying import due
from tests.core.importers.published import PUBLISHED, manifest, needs_published, traces, xgov_files

pytestmark = [pytest.mark.shared_data, needs_published]

FINDINGS = {
    "mhclg/organisation-information-cof-25": {"cond.bare_name": 19, "nav.only_conditional": 6},
    "mhclg/gwybodaeth-am-y-sefydliad-cof-25": {
        "cond.bare_name": 19,
        "nav.only_conditional": 6,
        "list.unused": 1,
    },
    "mhclg/funding-required-cof-25": {"cond.bare_name": 6, "nav.only_conditional": 3},
    "mhclg/hsra-rp-eligibility": {
        "cond.unused": 12,
        "ref.field_missing": 10,
        "cond.value_not_in_list": 3,
        "nav.page_missing": 1,
        "nav.only_conditional": 4,
        "nav.no_summary": 1,
    },
    "mhclg/shif-apply-eligibility": {
        "nav.only_conditional": 5,
        "list.unused": 2,
        "nav.no_summary": 1,
        "cond.overlap": 1,
    },
    "mhclg/project-costs-hsra-rp": {},
    "ukhsa/order-a-radon-home-test-kit": {
        "ref.field_missing": 2,
        "nav.page_missing": 2,
        "nav.unreachable": 2,
        "nav.cycle": 1,
        "nav.only_conditional": 3,
        "field.duplicate": 1,
        "field.no_title": 1,
        "component.unknown": 1,
        "text.template": 4,
    },
    "ukhsa/kls-training-request": {
        "field.duplicate": 1,
        "page.no_title": 1,
        "nav.only_conditional": 1,
        "list.unused": 1,
    },
    "fcdo/lawyers": {
        "field.name_unusable": 2,
        "ref.field_missing": 1,
        "cond.type_mismatch": 1,
        "cond.unused": 3,
        "nav.unreachable": 1,
        "nav.only_conditional": 1,
        "list.unused": 2,
    },
    "xgov/get-condition-evaluation-context": {"nav.unreachable": 8, "cond.unused": 3},
    "xgov-v0/belgium": {
        "nav.page_missing": 3,
        "nav.duplicate_link": 1,
        "nav.two_defaults": 6,
        "list.unused": 9,
        "page.no_title": 1,
        "field.name_unusable": 4,
    },
    "xgov-v0/dynamic": {},
    "defra-v1/components": {"ref.section_missing": 1, "list.unused": 1},
    "defra-v2/payment-v2-test": {},
    "defra-v2/methane": {"controller.custom": 5, "text.template": 1, "nav.after_summary": 1},
}
"""What the reference lists for each form."""

NOT_COUNTED = {"component.unknown", "controller.custom", "cond.overlap"}
COUNTED = {code for found in FINDINGS.values() for code in found} - NOT_COUNTED
"""Findings of these codes are there in exactly the forms listed, so often as listed."""


def file_of(name: str) -> str:
    """Return the file of a form: names without the folder of a dialect are of the second XGov version."""
    if not name.startswith(("xgov-v0/", "defra-")):
        name = f"xgov-v2/{name}"
    return f"{name}.yaml" if name.startswith("defra-v2/") else f"{name}.json"


def imported(file: str) -> Imported:
    return import_form((PUBLISHED / file).read_bytes(), file_name=file.rpartition("/")[2])


@pytest.mark.parametrize("file", xgov_files())
def test_every_trace(file: str) -> None:
    form = imported(file)
    for trace in (trace for trace in traces(PUBLISHED) if trace["file"] == file):
        assert walk(form, trace["answers"]) == Walked(tuple(trace["path"]), trace["end"])


def test_as_many_traces_as_the_reference() -> None:
    counted = Counter(trace["file"] for trace in traces(PUBLISHED))
    assert sum(counted[file] for file in xgov_files()) == 138
    assert counted["xgov-v2/mhclg/hsra-rp-eligibility.json"] == 6


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_findings(name: str) -> None:
    codes = Counter(item.code for item in imported(file_of(name)).report.findings())
    wanted = FINDINGS[name]
    assert {code: codes[code] for code in COUNTED | set(wanted)} == {
        code: wanted.get(code, 0) for code in COUNTED | set(wanted)
    }


@pytest.mark.parametrize("file", xgov_files())
def test_report_counts_what_the_source_holds(file: str) -> None:
    counts = {kind: sum(row.values()) for kind, row in imported(file).report.counts.items()}
    known = next(entry for entry in manifest() if entry["file"] == file)
    assert counts["page"] == known["pages"]
    assert counts.get("question", 0) + counts.get("content", 0) == known["components"]
    assert counts.get("condition", 0) == known["conditions"]
    assert counts.get("list", 0) == known["lists"]


@pytest.mark.parametrize("file", xgov_files())
def test_expressions_and_links_pass_the_publish_checks(file: str) -> None:
    folder = PatternFolder(pattern=imported(file).pattern, profiles={}, examples=())
    found = [*check_expressions(folder, {}), *check_structure(folder, {})]
    assert [str(each) for each in found if each.severity == "fail"] == []


@pytest.mark.parametrize("file", xgov_files())
def test_two_runs_are_the_same(file: str) -> None:
    one, two = imported(file), imported(file)
    assert one.report.to_json() == two.report.to_json()
    assert one.pattern.model_dump_json() == two.pattern.model_dump_json()


def test_dialects() -> None:
    for entry in manifest():
        file = PUBLISHED / entry["file"]
        assert detect(read_source(file.read_bytes(), file_name=file.name)).dialect == entry["dialect"], file.name


def test_a_dialect_that_nobody_reads_is_refused_by_name() -> None:
    file = PUBLISHED / "moj/version.json"
    with pytest.raises(FormRefused, match=r"no dialect 'teletext'\. What can be imported: an XGov form"):
        import_form(file.read_bytes(), file_name=file.name, dialect="teletext")


def test_belgium_by_hand() -> None:
    form = imported("xgov-v0/belgium.json")
    given = {
        "ukPassport": "yes",
        "ceremony": "Marriage",
        "yourMaritalOrCivilStatus.marriedOrCivilPartnershipBefore": "no",
        "yourMaritalOrCivilStatus.maritalStatusNow": "divorced",
        "feedbackSection.canPartnerContactYou": "no",
        "feedbackSection.PreferContacted": "email",
    }
    answers = {asked.field: "text" for asked in form.asked} | given
    walked = walk(form, answers)
    assert " ".join(path.removeprefix("/") for path in walked.path) == (
        "start country-picker british-passport yes-british-passport marriage-service-start how-to-get-a-certificate "
        "your-marital-or-civil-status whatYoullNeedToApplyAll passport-upload add-your-documents your-details "
        "date-of-birth about-your-ceremony language-of-documentation delivery-address your-contact-details feedback "
        "declaration summary"
    )
    assert due(form, answers) == 5000
    before = answers | {"yourMaritalOrCivilStatus.marriedOrCivilPartnershipBefore": "yes"}
    passed = walk(form, before).path
    assert {"/what-is-your-current-marital-status", "/add-your-documents-marital-status"} <= set(passed)


def test_charges_of_published_forms() -> None:
    dynamic = imported("xgov-v0/dynamic.json")
    first = next(trace for trace in traces(PUBLISHED) if trace["file"] == "xgov-v0/dynamic.json")
    assert due(dynamic, first["answers"]) == 2 * 5000 + 1000
    permit = imported("defra-v2/payment-v2-test.yaml")
    answers = next(trace for trace in traces(PUBLISHED) if "payment-v2" in trace["file"])["answers"]
    assert due(permit, answers | {"permitDuration": "1-day", "permitType": "Junior"}) == 500
    assert due(permit, answers | {"permitDuration": "8-day", "permitType": "Junior"}) == 0
    assert due(permit, answers | {"permitDuration": "8-day", "permitType": "Adult"}) == 1200
    all_sites = {"permitDuration": "12-month", "permitType": "Adult", "siteAccess": "all-sites"}
    assert due(permit, answers | all_sites) == 3800


def test_rows_of_a_table_are_entries() -> None:
    form = imported("xgov-v2/mhclg/funding-required-cof-25.json")
    lists = [page.repeat for page in form.pattern.pages if page.repeat]
    assert [len(each.pages[0].questions) for each in lists] == [4, 2, 2, 2]
    assert form.report.blocking == ()


def test_hsra_can_go_live_and_its_refusals_open_no_case() -> None:
    form = imported("xgov-v2/mhclg/hsra-rp-eligibility.json")
    assert form.report.verdict == "ready with warnings"
    assert len(form.pattern.outcomes) == 4
    assert {outcome.title.en for outcome in form.pattern.outcomes.values()} == {"You cannot apply for this funding"}
    assert not any(outcome.continues for outcome in form.pattern.outcomes.values())
    links = [link for page in form.pattern.pages for link in page.goto if link.when]
    assert all("has(" not in link.when for link in links), "every condition reads its own page"


def test_secrets_never_show() -> None:
    form = imported("xgov-v2/ukhsa/kls-training-request.json")
    said = form.report.to_json() + form.pattern.model_dump_json()
    assert "KLSTrainingKey" not in said
    assert "KLSTrainingJwtKey" not in said
    assert {item.where.pointer for item in form.report.findings("secret.dropped")} == {
        "/webhookHmacSharedKey",
        "/jwtKey",
    }


def test_a_fieldset_lends_its_legend() -> None:
    form = imported("xgov-v2/mhclg/organisation-information-cof-25.json")
    labels = [question.label.en for page in form.pattern.pages for question in page.questions]
    assert "Alternative names of your organisation: Alternative name 1" in labels
    assert not any("<" in label for label in labels)


def test_a_welsh_form_is_welsh() -> None:
    form = imported("xgov-v2/mhclg/gwybodaeth-am-y-sefydliad-cof-25.json")
    assert form.pattern.languages == ("cy",)
    assert all(page.title.cy or page.questions[0].label.cy for page in form.pattern.pages)
