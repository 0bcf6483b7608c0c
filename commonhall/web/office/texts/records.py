"""What is said of keeping, holding and disposal?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "records": both("Records", "Cofnodion"),
    "records_due": both("Due to go", "I’w gwaredu"),
    "records_runs": both("Disposals", "Gwarediadau"),
    "records_holds": both("Holds", "Ataliadau"),
    "records_packs": both("Access and disclosure", "Mynediad a datgelu"),
    "records_due_about": both(
        "Cases whose time is over, by service and rule. Nothing goes until somebody proposes it and somebody "
        "approves it.",
        "Achosion y daeth eu hamser i ben, fesul gwasanaeth a rheol. Does dim yn mynd nes i rywun ei gynnig ac i "
        "rywun ei gymeradwyo.",
    ),
    "records_due_none": both("No case is due to go today.", "Does dim achos i’w waredu heddiw."),
    "records_service": both("Service", "Gwasanaeth"),
    "records_what": both("What happens", "Beth sy’n digwydd"),
    "records_why": both("Why", "Pam"),
    "records_law": both("Law", "Cyfraith"),
    "records_number": both("Due", "I’w gwaredu"),
    "records_held_number": both("Held", "Wedi’u hatal"),
    "records_kept_number": both("Kept for now", "Cedwir am y tro"),
    "records_waiting_number": both("Proposed", "Wedi’u cynnig"),
    "records_then_delete": both("Deleted", "Dileu"),
    "records_then_anonymise": both("Made anonymous", "Gwneud yn ddienw"),
    "records_then_about_delete": both(
        "The case goes with its answers, messages, notes and files. So does the person, unless we know them from "
        "something else. What the accounts need of payments stays for six years, without the person.",
        "Mae’r achos yn mynd gyda’i atebion, ei negeseuon, ei nodiadau a’i ffeiliau. Felly hefyd y person, oni bai "
        "ein bod yn ei adnabod o rywbeth arall. Mae’r hyn sydd ei angen ar y cyfrifon am daliadau yn aros am chwe "
        "blynedd, heb y person.",
    ),
    "records_then_about_anonymise": both(
        "All that tells of a person goes. The service, the dates, the ward, what was paid and answers from a list "
        "stay, so that figures stay true. The reference changes.",
        "Mae popeth sy’n sôn am berson yn mynd. Mae’r gwasanaeth, y dyddiadau, y ward, yr hyn a dalwyd ac atebion o "
        "restr yn aros, er mwyn i’r ffigurau aros yn wir. Mae’r cyfeirnod yn newid.",
    ),
    "records_no_law": both("Not given", "Heb ei roi"),
    "records_rule": both("Kept for", "Cedwir am"),
    "records_months": both("{months:months} after it was closed", "{months:months} ar ôl cau’r achos"),
    "records_months_longer": both(
        "{months:months} after it was closed, and {longer:months} more by our own decision",
        "{months:months} ar ôl cau’r achos, a {longer:months} arall drwy ein penderfyniad ein hunain",
    ),
    "records_closed_between": both("Closed between", "Caewyd rhwng"),
    "records_between": both("{first} and {last}", "{first} a {last}"),
    "records_keep_longer": both("Keep cases of this service longer", "Cadw achosion y gwasanaeth hwn yn hirach"),
    "records_propose": both("Propose {number:cases}", "Cynnig {number:cases}"),
    "records_propose_two": both(
        "Somebody else must approve before anything is deleted.",
        "Rhaid i rywun arall gymeradwyo cyn i ddim gael ei ddileu.",
    ),
    "records_propose_one": both(
        "You or somebody else must approve on the next page.",
        "Rhaid i chi neu rywun arall gymeradwyo ar y dudalen nesaf.",
    ),
    "records_nothing_free": both(
        "There is nothing to propose: all are held, kept for now, or proposed already.",
        "Does dim i’w gynnig: mae pob un wedi’i atal, yn cael ei gadw am y tro, neu wedi’i gynnig eisoes.",
    ),
    "records_kept_about": both(
        "Kept for now means: something about the case is not over. A permit runs, money is owed, a linked case is "
        "open, or the person has asked for their data.",
        "Mae cadw am y tro yn golygu: nid yw rhywbeth am yr achos ar ben. Mae trwydded yn rhedeg, mae arian yn "
        "ddyledus, mae achos cysylltiedig ar agor, neu mae’r person wedi gofyn am ei ddata.",
    ),
    "records_journeys": both("Begun and not sent", "Wedi’u dechrau a heb eu hanfon"),
    "records_journeys_about": both(
        "What people began and did not send goes by itself on its day. Nobody has to approve it.",
        "Mae’r hyn a ddechreuodd pobl heb ei anfon yn mynd ohono’i hun ar ei ddiwrnod. Nid oes rhaid i neb ei "
        "gymeradwyo.",
    ),
    "records_journeys_none": both("Nothing is half done.", "Does dim ar ei hanner."),
    "records_journeys_number": both("Number", "Nifer"),
    "records_journeys_soon": both("Go within 7 days", "Yn mynd o fewn 7 diwrnod"),
    "records_journeys_first": both("First goes on", "Y cyntaf yn mynd ar"),
    "records_talks": both("Contacts that were about no request", "Cysylltiadau nad oeddent am unrhyw gais"),
    "records_talks_number": both("Go now", "Yn mynd nawr"),
    "records_talks_before": both("Began before", "Wedi dechrau cyn"),
    "records_talks_about": both(
        "They go by themselves after {months:months}. Leads set for how long in the contact centre’s settings. A hold "
        "on the person keeps them.",
        "Maent yn mynd ohonynt eu hunain ar ôl {months:months}. Arweinwyr sy’n gosod am ba hyd yng ngosodiadau’r "
        "ganolfan gyswllt. Mae ataliad ar yr unigolyn yn eu cadw.",
    ),
    "records_proposed_notice": both(
        "Proposed: {number:cases}. Waiting for approval.",
        "Cynigiwyd {number:cases}. Yn aros am gymeradwyaeth.",
    ),
    "records_nothing_due_notice": both(
        "Somebody else has proposed them meanwhile, or something keeps them.",
        "Mae rhywun arall wedi’u cynnig yn y cyfamser, neu mae rhywbeth yn eu cadw.",
    ),
    "records_runs_none": both("Nothing has been disposed of yet.", "Does dim wedi’i waredu eto."),
    "records_run": both("Disposal: {service}", "Gwarediad: {service}"),
    "records_state": both("State", "Statws"),
    "records_state_proposed": both("Waits for approval", "Yn aros am gymeradwyaeth"),
    "records_state_running": both("Under way", "Ar waith"),
    "records_state_done": both("Done", "Wedi’i wneud"),
    "records_state_cancelled": both("Called off", "Wedi’i ganslo"),
    "records_proposed": both("Proposed", "Cynigiwyd"),
    "records_approved": both("Approved", "Cymeradwywyd"),
    "records_by_on": both("{name}, {when}", "{name}, {when}"),
    "records_ended": both("Ended", "Daeth i ben"),
    "records_gone": both("Gone", "Wedi mynd"),
    "records_skipped": both("Not gone", "Heb fynd"),
    "records_left": both("Still to do", "Eto i’w gwneud"),
    "records_files_left": both("Files still to be let go", "Ffeiliau eto i’w gollwng"),
    "records_persons": both("Persons gone", "Personau wedi mynd"),
    "records_files": both("Files gone", "Ffeiliau wedi mynd"),
    "records_rows": both("Rows gone, by table", "Rhesi wedi mynd, fesul tabl"),
    "records_skip_held": both("held", "wedi’u hatal"),
    "records_skip_open": both("opened again", "wedi’u hailagor"),
    "records_skip_later": both("kept longer now", "yn cael eu cadw’n hirach bellach"),
    "records_skip_entitlement": both("a permit or subscription runs", "mae trwydded neu danysgrifiad yn rhedeg"),
    "records_skip_money": both("money is owed", "mae arian yn ddyledus"),
    "records_skip_linked": both("a linked case is open", "mae achos cysylltiedig ar agor"),
    "records_skip_access": both("the person asked for their data", "gofynnodd y person am ei ddata"),
    "records_skip_changed": both("another rule holds now", "mae rheol arall yn berthnasol bellach"),
    "records_skip_gone": both("gone before", "wedi mynd eisoes"),
    "records_skip_stuck": both(
        "the database keeps it: tell the operator",
        "mae’r gronfa ddata yn ei gadw: rhowch wybod i’r gweithredwr",
    ),
    "records_cases": both("Cases", "Achosion"),
    "records_closed": both("Closed", "Caewyd"),
    "records_reference": both("Case", "Achos"),
    "records_item_waiting": both("Waits", "Yn aros"),
    "records_item_files": both("Gone, but for its files", "Wedi mynd, heblaw ei ffeiliau"),
    "records_item_done": both("Gone", "Wedi mynd"),
    "records_item_skipped": both("Stays: {why}", "Yn aros: {why}"),
    "records_without_reference": both("Its reference went too", "Aeth ei gyfeirnod hefyd"),
    "records_approve": both("Approve this disposal", "Cymeradwyo’r gwarediad hwn"),
    "records_approve_warning": both(
        "This cannot be undone. Look through the cases first.",
        "Ni ellir dadwneud hyn. Edrychwch drwy’r achosion yn gyntaf.",
    ),
    "records_approve_number": both("How many cases is that?", "Faint o achosion yw hynny?"),
    "records_approve_hint": both("Type the number from this page.", "Teipiwch y rhif o’r dudalen hon."),
    "records_approve_name": both("the number of cases", "nifer yr achosion"),
    "records_approve_wrong": both(
        "Enter {number}, the number of cases on this page",
        "Rhowch {number}, nifer yr achosion ar y dudalen hon",
    ),
    "records_same_person": both(
        "You proposed this. Somebody else must approve it, because it deletes cases.",
        "Chi a gynigiodd hyn. Rhaid i rywun arall ei gymeradwyo, am ei fod yn dileu achosion.",
    ),
    "records_cancel": both("Call it off", "Ei ganslo"),
    "records_approved_notice": both(
        "Approved. It is done step by step from now on.",
        "Wedi’i gymeradwyo. Fe’i gwneir gam wrth gam o hyn ymlaen.",
    ),
    "records_cancelled_notice": both("Called off. Nothing has gone.", "Wedi’i ganslo. Does dim wedi mynd."),
    "records_settled_notice": both("Somebody has decided on it already.", "Mae rhywun eisoes wedi penderfynu arno."),
    "records_certificate": both("Certificate of disposal", "Tystysgrif gwaredu"),
    "records_certificate_about": both(
        "The cases are named by a hash. Whoever knows a case’s reference and number can prove that it is here. "
        "Nobody can read them out of it. Copies in backups go by the age of the backup.",
        "Enwir yr achosion gan hash. Gall pwy bynnag sy’n gwybod cyfeirnod a rhif achos brofi ei fod yma. Ni all "
        "neb eu darllen ohono. Mae copïau mewn copïau wrth gefn yn mynd yn ôl oed y copi.",
    ),
    "records_certificate_json": both("Download as JSON", "Lawrlwytho fel JSON"),
    "records_hash": both("Hash of the case", "Hash yr achos"),
    "records_seal": both("Hash of all", "Hash o’r cyfan"),
    "records_longer_title": both("How long we keep: {service}", "Am ba hyd rydym yn cadw: {service}"),
    "records_longer_about": both(
        "The service says how long its cases are kept. You can keep them longer, not shorter.",
        "Mae’r gwasanaeth yn dweud am ba hyd y cedwir ei achosion. Gallwch eu cadw’n hirach, nid yn fyrrach.",
    ),
    "records_longer_months": both("How many months longer?", "Faint o fisoedd yn hirach?"),
    "records_longer_months_name": both("the number of months", "nifer y misoedd"),
    "records_longer_hint": both(
        "0 goes back to what the service says.",
        "Mae 0 yn mynd yn ôl at yr hyn y mae’r gwasanaeth yn ei ddweud.",
    ),
    "records_reason": both("Why?", "Pam?"),
    "records_reason_name": both("why", "pam"),
    "records_save": both("Save", "Cadw"),
    "records_longer_notice": both(
        "Saved. It holds from now on, for closed cases too.",
        "Cadwyd. Mae’n berthnasol o hyn ymlaen, i achosion sydd wedi’u cau hefyd.",
    ),
    "records_general": both("All others", "Pob un arall"),
    "records_rule_number": both("Rule {number}", "Rheol {number}"),
    "records_holds_about": both(
        "What is held is not disposed of, whatever its time. Look at each hold again on its day.",
        "Nid yw’r hyn sydd wedi’i atal yn cael ei waredu, beth bynnag fo’i amser. Edrychwch eto ar bob ataliad ar "
        "ei ddiwrnod.",
    ),
    "records_holds_none": both("Nothing is held.", "Does dim wedi’i atal."),
    "records_holds_released": both("Released holds", "Ataliadau a ryddhawyd"),
    "records_holds_now": both("Holds that stand", "Ataliadau sy’n sefyll"),
    "records_hold_on": both("What is held", "Beth sydd wedi’i atal"),
    "records_hold_by": both("Placed", "Gosodwyd"),
    "records_hold_review": both("Look again", "Edrych eto"),
    "records_hold_overdue": both("Overdue", "Yn hwyr"),
    "records_hold_case": both("Case {what}", "Achos {what}"),
    "records_hold_person": both("Person: {what}", "Person: {what}"),
    "records_hold_pattern": both("All cases of: {what}", "Pob achos o: {what}"),
    "records_hold_new": both("Hold from disposal", "Atal rhag gwaredu"),
    "records_hold_scope": both("What do you want to hold?", "Beth ydych chi am ei atal?"),
    "records_hold_scope_name": both("what you want to hold", "beth ydych chi am ei atal"),
    "records_hold_scope_case": both("Only this case", "Yr achos hwn yn unig"),
    "records_hold_scope_person": both("All cases of this person", "Holl achosion y person hwn"),
    "records_hold_scope_pattern": both("All cases of this service", "Holl achosion y gwasanaeth hwn"),
    "records_hold_reason": both("Why must it be kept?", "Pam mae’n rhaid ei gadw?"),
    "records_hold_reason_name": both("why it must be kept", "pam mae’n rhaid ei gadw"),
    "records_hold_reason_hint": both(
        "For example, a court case or an inquiry.",
        "Er enghraifft, achos llys neu ymchwiliad.",
    ),
    "records_hold_review_day": both("When should somebody look at it again?", "Pryd dylai rhywun edrych arno eto?"),
    "records_hold_review_name": both("the day to look again", "y diwrnod i edrych eto"),
    "records_hold_review_hint": both("Within a year.", "O fewn blwyddyn."),
    "records_hold_place": both("Hold it", "Ei atal"),
    "records_hold_placed": both("It is held.", "Mae wedi’i atal."),
    "records_hold_change": both("Keep the hold", "Cadw’r ataliad"),
    "records_hold_kept": both("The hold stands until you look again.", "Mae’r ataliad yn sefyll nes i chi edrych eto."),
    "records_hold_release": both("Release the hold", "Rhyddhau’r ataliad"),
    "records_hold_release_reason": both("Why is it no longer needed?", "Pam nad oes ei angen mwyach?"),
    "records_hold_release_name": both("why it is no longer needed", "pam nad oes ei angen mwyach"),
    "records_hold_released": both("The hold is released.", "Mae’r ataliad wedi’i ryddhau."),
    "records_hold_released_row": both("Released", "Rhyddhawyd"),
    "records_banner": both(
        "Held from disposal since {when}: {reason}. Look again on {review}.",
        "Wedi’i atal rhag gwaredu ers {when}: {reason}. Edrych eto ar {review}.",
    ),
    "records_panel": both("How long we keep it", "Am ba hyd rydym yn ei gadw"),
    "records_banner_title": both("Held", "Wedi’i atal"),
    "records_will_delete": both("Will be deleted after {day}.", "Caiff ei ddileu ar ôl {day}."),
    "records_will_anonymise": both("Will be made anonymous after {day}.", "Caiff ei wneud yn ddienw ar ôl {day}."),
    "records_because": both("Because: {why}", "Oherwydd: {why}"),
    "records_longer_because": both(
        "We keep it {months:months} longer: {why}",
        "Rydym yn ei gadw {months:months} yn hirach: {why}",
    ),
    "records_anonymous": both(
        "This case was made anonymous on {day}. Nothing in it tells of a person.",
        "Gwnaed yr achos hwn yn ddienw ar {day}. Does dim ynddo yn sôn am berson.",
    ),
    "pack_begun": both("Collected to be given out", "Casglwyd i’w roi allan"),
    "pack_ready": both("Made ready to be given out", "Yn barod i’w roi allan"),
    "disposal_moved": both(
        "Kept longer, as something happened since", "Cedwir yn hirach, gan i rywbeth ddigwydd wedyn"
    ),
    "hold_placed": both("Held from disposal", "Wedi’i atal rhag gwaredu"),
    "hold_reviewed": both("Hold looked at again", "Edrychwyd eto ar yr ataliad"),
    "hold_released": both("Hold released", "Rhyddhawyd yr ataliad"),
    "case_disposed": both("Made anonymous", "Gwnaed yn ddienw"),
}
