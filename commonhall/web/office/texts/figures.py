"""What do the figures for managers say?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "figures": both("Figures", "Ffigurau"),
    "figures_filter": both("Choose what to count", "Dewis beth i’w gyfrif"),
    "figures_show": both("Show figures", "Dangos ffigurau"),
    "figures_period": both("Period", "Cyfnod"),
    "figures_weeks_4": both("Last 4 weeks", "Y 4 wythnos ddiwethaf"),
    "figures_weeks_13": both("Last 13 weeks", "Y 13 wythnos ddiwethaf"),
    "figures_months_12": both("Last 12 months", "Y 12 mis diwethaf"),
    "figures_all_services": both("All services", "Pob gwasanaeth"),
    "figures_all_teams": both("All teams", "Pob tîm"),
    "figures_all_wards": both("All areas", "Pob ardal"),
    "figures_ward": both("Area", "Ardal"),
    "figures_no_ward": both("No area", "Dim ardal"),
    "figures_dates": both(
        "{since} to {until}. Figures of time are of the cases closed in this period.",
        "{since} hyd {until}. Mae’r ffigurau amser ar gyfer yr achosion a gaewyd yn y cyfnod hwn.",
    ),
    "figures_none": both("There is nothing to count for this period.", "Does dim i’w gyfrif ar gyfer y cyfnod hwn."),
    "figures_open": both("open now", "ar agor nawr"),
    "figures_overdue": both("overdue", "hwyr"),
    "figures_opened": both("opened", "wedi’u hagor"),
    "figures_closed": both("closed", "wedi’u cau"),
    "figures_in_time": both("of deadlines met", "o’r terfynau amser wedi’u cadw"),
    "figures_median": both("days to close (median)", "diwrnod i gau (canolrif)"),
    "figures_score": both("out of 5, what people thought", "allan o 5, barn pobl"),
    "figures_first": both("of contacts settled at once", "o gysylltiadau wedi’u datrys ar unwaith"),
    "figures_flow": both("Cases opened and closed", "Achosion a agorwyd ac a gaewyd"),
    "figures_flow_desc": both(
        "{opened} opened and {closed} closed. The most in one step: {most}, beginning on {day}.",
        "Agorwyd {opened} a chaewyd {closed}. Y mwyaf mewn un cam: {most}, yn dechrau ar {day}.",
    ),
    "figures_week": both("Week beginning", "Wythnos yn dechrau"),
    "figures_month": both("Month beginning", "Mis yn dechrau"),
    "figures_col_opened": both("Opened", "Agorwyd"),
    "figures_col_closed": both("Closed", "Caewyd"),
    "figures_services": both("By service", "Yn ôl gwasanaeth"),
    "figures_teams": both("By team", "Yn ôl tîm"),
    "figures_wards": both("By area", "Yn ôl ardal"),
    "figures_work_desc": both(
        "Open cases now. The most: {name}, {number}.", "Achosion agored nawr. Y mwyaf: {name}, {number}."
    ),
    "figures_col_open": both("Open", "Agored"),
    "figures_col_overdue": both("Overdue", "Hwyr"),
    "figures_col_in_time": both("Deadlines met", "Terfynau amser a gadwyd"),
    "figures_col_median": both("Days to close, median", "Diwrnodau i gau, canolrif"),
    "figures_col_most": both("Days to close, 9 in 10", "Diwrnodau i gau, 9 o bob 10"),
    "figures_ages": both("How old open cases are", "Oedran achosion agored"),
    "figures_ages_desc": both(
        "Open cases: {number}. Older than 12 weeks: {old}.",
        "Achosion agored: {number}. Yn hŷn na 12 wythnos: {old}.",
    ),
    "figures_age_0": both("Up to 1 week", "Hyd at 1 wythnos"),
    "figures_age_1": both("1 to 4 weeks", "1 i 4 wythnos"),
    "figures_age_2": both("4 to 12 weeks", "4 i 12 wythnos"),
    "figures_age_3": both("More than 12 weeks", "Mwy na 12 wythnos"),
    "figures_col_age": both("Age", "Oedran"),
    "figures_col_cases": both("Cases", "Achosion"),
    "figures_endings": both("How cases ended", "Sut y daeth achosion i ben"),
    "figures_endings_desc": both("The most frequent: {name}, {number}.", "Yr amlaf: {name}, {number}."),
    "figures_col_ending": both("End", "Diwedd"),
    "figures_col_service": both("Service", "Gwasanaeth"),
    "figures_col_team": both("Team", "Tîm"),
    "figures_doors": both("Forms begun and sent", "Ffurflenni a ddechreuwyd ac a anfonwyd"),
    "figures_doors_desc": both("{sent} sent of {begun} begun.", "Anfonwyd {sent} o’r {begun} a ddechreuwyd."),
    "figures_col_begun": both("Begun", "Dechreuwyd"),
    "figures_col_sent": both("Sent", "Anfonwyd"),
    "figures_col_away": both("Could not be done", "Ni ellid ei wneud"),
    "figures_col_left": both("Left unfinished", "Gadawyd heb orffen"),
    "figures_refusals": both("Why forms could not be sent", "Pam na ellid anfon ffurflenni"),
    "figures_refusals_desc": both("The most frequent: {name}, {number}.", "Yr amlaf: {name}, {number}."),
    "figures_col_reason": both("Reason", "Rheswm"),
    "figures_col_people": both("Forms", "Ffurflenni"),
    "figures_scores": both("What people thought", "Barn pobl"),
    "figures_scores_desc": both(
        "{number:people} said something. {average} out of 5.", "Dywedodd {number:people} rywbeth. {average} allan o 5."
    ),
    "figures_col_score": both("Score", "Sgôr"),
    "figures_col_answers": both("Answers", "Atebion"),
    "figures_score_5": both("5, very satisfied", "5, bodlon iawn"),
    "figures_score_4": both("4", "4"),
    "figures_score_3": both("3", "3"),
    "figures_score_2": both("2", "2"),
    "figures_score_1": both("1, very dissatisfied", "1, anfodlon iawn"),
    "figures_loads": both("What each officer has", "Beth sydd gan bob swyddog"),
    "figures_loads_desc": both("The most: {name}, {number}.", "Y mwyaf: {name}, {number}."),
    "figures_contacts": both("Why people got in touch", "Pam y cysylltodd pobl"),
    "figures_contacts_desc": both(
        "{number:contacts}. Not needed: {avoidable}.",
        "{number:contacts}. Dim angen: {avoidable}.",
    ),
    "figures_contacts_about": both(
        "Conversations that people began and that are finished. Settled at once means that no case was opened, and "
        "that nobody was in touch about the same person again within 7 days. Contacts of the last 7 days cannot be "
        "judged yet, so they do not count for it.",
        "Sgyrsiau y dechreuodd pobl ac sydd wedi’u gorffen. Ystyr datrys ar unwaith yw na agorwyd achos, ac na fu neb "
        "mewn cysylltiad am yr un person eto o fewn 7 diwrnod. Ni ellir barnu cysylltiadau’r 7 diwrnod diwethaf eto, "
        "felly nid ydynt yn cyfrif ar gyfer hyn.",
    ),
    "figures_col_contacts": both("Contacts", "Cysylltiadau"),
    "figures_col_avoidable": both("Need not have been", "Nid oedd eu hangen"),
    "figures_col_settled": both("Settled at once", "Datryswyd ar unwaith"),
    "figures_table": both("Show as a table", "Dangos fel tabl"),
    "figures_csv": both("Download as CSV", "Lawrlwytho fel CSV"),
}
