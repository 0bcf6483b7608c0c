"""What is said where officers work together, and cases belong together?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "together_save": both("Save", "Cadw"),
    "together_go_on": both("Continue", "Parhau"),
    "together_none": both("none", "dim"),
    "together_new": both("New", "Newydd"),
    "together_more": both("More that you can do", "Mwy y gallwch ei wneud"),
    # Priority, review date, tags, watching
    "together_standing": both("Priority, review and tags", "Blaenoriaeth, adolygu a thagiau"),
    "together_arrange": both(
        "Set the priority, review date and tags", "Gosod y flaenoriaeth, y dyddiad adolygu a’r tagiau"
    ),
    "together_arranged": both(
        "Priority, review date and tags saved", "Cadwyd y flaenoriaeth, y dyddiad adolygu a’r tagiau"
    ),
    "together_priority": both("Priority", "Blaenoriaeth"),
    "together_priority_name": both("the priority", "y flaenoriaeth"),
    "together_priority_2": both("Urgent", "Brys"),
    "together_priority_1": both("High", "Uchel"),
    "together_priority_0": both("Ordinary", "Arferol"),
    "together_priority_-1": both("Low", "Isel"),
    "together_review": both("Review date", "Dyddiad adolygu"),
    "together_review_name": both("the review date", "y dyddiad adolygu"),
    "together_review_hint": both(
        "When you want to look at this case again. Leave it blank for no date.",
        "Pryd rydych am edrych ar yr achos hwn eto. Gadewch yn wag os nad oes dyddiad.",
    ),
    "together_tags": both("Tags", "Tagiau"),
    "together_tags_name": both("the tags", "y tagiau"),
    "together_tags_hint": both(
        "Short words to find cases by. Put a comma between them.",
        "Geiriau byr i ddod o hyd i achosion. Rhowch goma rhyngddynt.",
    ),
    "together_tags_used": both("In use:", "Mewn defnydd:"),
    "together_tag_long": both(
        "“{tag}” is too long. A tag can have {most} characters", "Mae “{tag}” yn rhy hir. Gall tag gael {most} nod"
    ),
    "together_tags_many": both("Enter at most {number} tags", "Rhowch {number} tag ar y mwyaf"),
    "together_watch": both("Watch this case", "Gwylio’r achos hwn"),
    "together_unwatch": both("Stop watching this case", "Rhoi’r gorau i wylio’r achos hwn"),
    "together_watched": both(
        "You watch this case now. Its news are under “Mentions and watched cases”",
        "Rydych yn gwylio’r achos hwn nawr. Mae ei newyddion dan “Crybwylliadau ac achosion a wyliaf”",
    ),
    "together_unwatched": both("You no longer watch this case", "Nid ydych yn gwylio’r achos hwn mwyach"),
    "together_now_priority": both("Priority: {what}", "Blaenoriaeth: {what}"),
    "together_now_review": both("Review date: {what}", "Dyddiad adolygu: {what}"),
    "together_tagged": both("Tags added: {what}", "Ychwanegwyd tagiau: {what}"),
    "together_untagged": both("Tags taken away: {what}", "Tynnwyd tagiau: {what}"),
    # Who else is here, mentions, watched cases
    "together_looking": both("Who else is looking", "Pwy arall sy’n edrych"),
    "together_looking_one": both("{name} is also looking at this case.", "Mae {name} hefyd yn edrych ar yr achos hwn."),
    "together_looking_many": both(
        "These colleagues are also looking at this case: {name}.",
        "Mae’r cydweithwyr hyn hefyd yn edrych ar yr achos hwn: {name}.",
    ),
    "together_mine": both("Mentions and watched cases", "Crybwylliadau ac achosion a wyliaf"),
    "together_mentions": both("Notes that name you", "Nodiadau sy’n eich enwi"),
    "together_mentions_none": both(
        "No note names you. Colleagues can name you with @ and your name.",
        "Nid oes nodyn yn eich enwi. Gall cydweithwyr eich enwi gydag @ a’ch enw.",
    ),
    "together_watched_cases": both("Cases that you watch", "Achosion rydych yn eu gwylio"),
    "together_watched_none": both("You watch no case.", "Nid ydych yn gwylio unrhyw achos."),
    "together_no_news": both("Nothing new", "Dim byd newydd"),
    "together_changed_at": both("Changed at {when}", "Newidiwyd {when}"),
    "together_column_case": both("Case", "Achos"),
    "together_column_note": both("Note", "Nodyn"),
    "together_column_by": both("Written by", "Ysgrifennwyd gan"),
    "together_column_news": both("News", "Newyddion"),
    "together_column_when": both("When", "Pryd"),
    "together_column_who": both("Who said so", "Pwy a ddywedodd"),
    "together_column_what": both("What they said", "Beth ddywedon nhw"),
    "together_column_how": both("How it belongs", "Sut mae’n perthyn"),
    "together_column_change": both("What you can do", "Beth allwch chi ei wneud"),
    "together_column_proposed": both("Proposed by", "Cynigiwyd gan"),
    "together_opened": both("Opened {date}", "Agorwyd {date}"),
    "together_opened_key": both("Opened", "Agorwyd"),
    "together_about": both("About", "Am beth"),
    # Notes
    "together_pinned": both("Pinned", "Wedi’i binio"),
    "together_of_note": both("the note of {name}", "y nodyn gan {name}"),
    "together_note_edited": both("Changed {when}.", "Newidiwyd {when}."),
    "together_note_struck": both("Struck through by {name}, {when}: {why}", "Croeswyd allan gan {name}, {when}: {why}"),
    "together_note_change": both("Change your note", "Newid eich nodyn"),
    "together_note_text": both("Note", "Nodyn"),
    "together_note_name": both("the note", "y nodyn"),
    "together_note_window": both(
        "You can change a note for 15 minutes. After that you can only strike it through.",
        "Gallwch newid nodyn am 15 munud. Ar ôl hynny dim ond ei groesi allan y gallwch chi.",
    ),
    "together_note_saved": both("Note changed", "Newidiwyd y nodyn"),
    "together_note_fixed": both(
        "This note can no longer be changed. You can strike it through.",
        "Ni ellir newid y nodyn hwn mwyach. Gallwch ei groesi allan.",
    ),
    "together_strike": both("Strike the note through", "Croesi’r nodyn allan"),
    "together_strike_why": both("Why does it no longer hold?", "Pam nad yw’n ddilys mwyach?"),
    "together_strike_why_name": both("why it no longer holds", "pam nad yw’n ddilys mwyach"),
    "together_strike_hint": both(
        "The note can still be read, with your name and the reason.",
        "Gellir darllen y nodyn o hyd, gyda’ch enw a’r rheswm.",
    ),
    "together_note_is_struck": both("Note struck through", "Croeswyd y nodyn allan"),
    "together_pin": both("Pin the note, so that it stands first", "Pinio’r nodyn, fel ei fod yn gyntaf"),
    "together_unpin": both("No longer pin the note", "Peidio â phinio’r nodyn mwyach"),
    "together_pin_done": both("Note pinned", "Piniwyd y nodyn"),
    "together_unpin_done": both("Note no longer pinned", "Nid yw’r nodyn wedi’i binio mwyach"),
    # It happened again
    "together_repeats": both("How often it happened", "Pa mor aml y digwyddodd"),
    "together_repeats_caption": both("Each time after the first", "Pob tro ar ôl y cyntaf"),
    "together_times": both("Occurrences: {number}, {people}.", "Digwyddiadau: {number}, {people}."),
    "together_from_one": both("from 1 person", "gan 1 person"),
    "together_from_many": both("from {number} people", "gan {number} o bobl"),
    "together_supporters": both("People who said “me too”: {number}.", "Nifer a ddywedodd “finnau hefyd”: {number}."),
    "together_kept_by": both("Kept by {name}, {when}", "Cofnodwyd gan {name}, {when}"),
    "together_unnamed": both("Not named", "Heb ei enwi"),
    "together_from_merged": both("Sent as a case of its own", "Anfonwyd fel achos ar wahân"),
    "together_channel_phone": both("By phone", "Dros y ffôn"),
    "together_channel_visit": both("At the counter or on a visit", "Wrth y cownter neu ar ymweliad"),
    "together_channel_email": both("By email", "Drwy e-bost"),
    "together_channel_post": both("By post", "Drwy’r post"),
    "together_channel_web": both("Online", "Ar-lein"),
    "together_again": both("It happened again", "Digwyddodd eto"),
    "together_again_text": both("What happened?", "Beth ddigwyddodd?"),
    "together_again_text_name": both("what happened", "beth ddigwyddodd"),
    "together_again_when": both("When did it happen?", "Pryd y digwyddodd?"),
    "together_again_when_name": both("when it happened", "pryd y digwyddodd"),
    "together_again_when_hint": both("Leave it blank if nobody knows.", "Gadewch yn wag os nad oes neb yn gwybod."),
    "together_again_who": both("Who says so?", "Pwy sy’n dweud hynny?"),
    "together_again_who_name": both("who says so", "pwy sy’n dweud hynny"),
    "together_again_who_hint": both(
        "Their name. Leave it blank if they do not want to say.",
        "Eu henw. Gadewch yn wag os nad ydynt am ddweud.",
    ),
    "together_again_channel": both("How did they tell us?", "Sut y gwnaethon nhw ddweud wrthym?"),
    "together_again_channel_name": both("how they told us", "sut y gwnaethon nhw ddweud wrthym"),
    "together_again_refused": both("Enter what happened in fewer words", "Rhowch beth ddigwyddodd mewn llai o eiriau"),
    "together_again_kept": both("Kept on this case", "Cadwyd ar yr achos hwn"),
    "together_again_closed": both(
        "Kept on this case. The case is closed: look whether it must be opened again",
        "Cadwyd ar yr achos hwn. Mae’r achos wedi’i gau: edrychwch a oes rhaid ei ailagor",
    ),
    # Cases that belong together
    "together_related": both("Cases that belong together", "Achosion sy’n perthyn i’w gilydd"),
    "together_link": both("Link to another case", "Cysylltu ag achos arall"),
    "together_linked": both("Linked to {reference}", "Cysylltwyd â {reference}"),
    "together_other": both("What is the reference of the other case?", "Beth yw cyfeirnod yr achos arall?"),
    "together_other_name": both("the reference of the other case", "cyfeirnod yr achos arall"),
    "together_other_hint": both("For example, MB-4X7K2-9QD3R", "Er enghraifft, MB-4X7K2-9QD3R"),
    "together_other_unknown": both(
        "There is no such case that you can see. Check the reference",
        "Nid oes achos o’r fath y gallwch ei weld. Gwiriwch y cyfeirnod",
    ),
    "together_link_kind": both("How do they belong together?", "Sut maen nhw’n perthyn i’w gilydd?"),
    "together_link_kind_name": both("how they belong together", "sut maen nhw’n perthyn i’w gilydd"),
    "together_link_related": both("Related to it", "Yn gysylltiedig ag ef"),
    "together_link_follows": both("Follows it", "Yn ei ddilyn"),
    "together_link_part_of": both("Part of it", "Yn rhan ohono"),
    "together_link_appeal_of": both("An appeal against it", "Apêl yn ei erbyn"),
    "together_link_referred": both("Referred to it", "Wedi’i gyfeirio ato"),
    "together_link_follows_back": both("Comes after this one", "Yn dod ar ôl hwn"),
    "together_link_part_of_back": both("A part of this one", "Yn rhan o hwn"),
    "together_link_appeal_of_back": both("An appeal against this one", "Apêl yn erbyn hwn"),
    "together_link_referred_back": both("Referred to this one", "Wedi’i gyfeirio at hwn"),
    "together_link_circle": both(
        "These cases are linked the other way round already. Choose another way",
        "Mae’r achosion hyn eisoes wedi’u cysylltu’r ffordd arall. Dewiswch ffordd arall",
    ),
    "together_remove": both("Take the link away", "Tynnu’r cysylltiad"),
    "together_unlink": both("Take the link away", "Tynnu’r cysylltiad"),
    "together_unlink_text": both(
        "{reference}: {how}. Both cases stay as they are; only the link goes.",
        "{reference}: {how}. Bydd y ddau achos yn aros fel y maent; dim ond y cysylltiad fydd yn mynd.",
    ),
    "together_unlinked": both("Link taken away", "Tynnwyd y cysylltiad"),
    "together_likely": both(
        "These open cases may be the same. Look at them before you merge.",
        "Gall yr achosion agored hyn fod yr un peth. Edrychwch arnynt cyn eu huno.",
    ),
    "together_why_person": both("from the same person", "gan yr un person"),
    "together_why_property": both("at the same property", "yn yr un eiddo"),
    "together_why_near": both("{metres} metres away", "{metres} metr i ffwrdd"),
    # Merging
    "together_merge": both("Merge into another case", "Uno ag achos arall"),
    "together_merge_about": both(
        "Use this when two cases are about the same thing. This case stops, and the other one goes on.",
        "Defnyddiwch hyn pan fydd dau achos am yr un peth. Bydd yr achos hwn yn stopio a’r llall yn parhau.",
    ),
    "together_merge_confirm": both("Merge this case into {reference}", "Uno’r achos hwn â {reference}"),
    "together_merge_stops": both("This case stops", "Bydd yr achos hwn yn stopio"),
    "together_merge_goes_on": both("This case goes on", "Bydd yr achos hwn yn parhau"),
    "together_merge_means": both(
        "The clocks of the case that stops no longer count, and that is no breach. Its tasks are dropped. "
        "What its person was asked for is taken back. Its reference stays valid. You can take the two apart again.",
        "Ni fydd clociau’r achos sy’n stopio yn cyfrif mwyach, ac nid yw hynny’n dor-amod. Gollyngir ei dasgau. "
        "Tynnir yn ôl yr hyn y gofynnwyd i’r person amdano. Bydd ei gyfeirnod yn parhau’n ddilys. "
        "Gallwch eu gwahanu eto.",
    ),
    "together_merge_why": both("Why are they the same?", "Pam maen nhw yr un peth?"),
    "together_merge_why_name": both("why they are the same", "pam maen nhw yr un peth"),
    "together_merge_tell": both(
        "Tell the person who sent the case that stops?", "Dweud wrth y person a anfonodd yr achos sy’n stopio?"
    ),
    "together_merge_tell_hint": both(
        "They learn that we are dealing with it. Nothing of the other case is told.",
        "Byddant yn cael gwybod ein bod yn delio ag ef. Ni ddywedir dim am yr achos arall.",
    ),
    "together_merged": both("{reference} was merged into this case", "Unwyd {reference} â’r achos hwn"),
    "together_merged_here": both("Merged into this one", "Wedi’i uno â hwn"),
    "together_merged_title": both("Merged", "Wedi’i uno"),
    "together_is_merged": both(
        "This case was a duplicate and is at rest. Another case goes on for it.",
        "Roedd yr achos hwn yn ddyblygiad ac mae’n segur. Mae achos arall yn parhau yn ei le.",
    ),
    "together_goes_on_in": both("It goes on in {reference}", "Mae’n parhau yn {reference}"),
    "together_unmerge": both("Take the cases apart again", "Gwahanu’r achosion eto"),
    "together_unmerge_text": both(
        "This case goes on by itself, as it stood before. Its clocks have run on since. If you still need something "
        "from the person, ask them again.",
        "Bydd yr achos hwn yn parhau ar ei ben ei hun, fel yr oedd. Mae ei glociau wedi rhedeg ers hynny. Os oes "
        "angen rhywbeth gan y person o hyd, gofynnwch iddynt eto.",
    ),
    "together_unmerged": both("This case goes on by itself", "Mae’r achos hwn yn parhau ar ei ben ei hun"),
    "together_merge_same": both("Enter another case than this one", "Rhowch achos arall, nid hwn"),
    "together_merge_circle": both(
        "That case was merged into this one. Take them apart first",
        "Unwyd yr achos hwnnw â’r un hwn. Gwahanwch nhw yn gyntaf",
    ),
    "together_merge_merged": both("This case is merged already", "Mae’r achos hwn wedi’i uno eisoes"),
    "together_merge_closed": both(
        "Only open cases can be merged. Link them instead", "Dim ond achosion agored y gellir eu huno. Cysylltwch nhw"
    ),
    "together_merge_holds": both(
        "Money, a booking or a permit hangs on this case. Merge the other one into it, or end that first",
        "Mae arian, archeb neu drwydded ynghlwm wrth yr achos hwn. Unwch y llall ag ef, neu rhowch ddiwedd ar hynny",
    ),
    "together_merge_hidden": both(
        "These cases are of services that different people may see. Link them instead",
        "Mae’r achosion hyn yn perthyn i wasanaethau y caiff pobl wahanol eu gweld. Cysylltwch nhw",
    ),
    "together_merge_other": both(
        "You cannot merge into that case. Ask who works on it",
        "Ni allwch uno â’r achos hwnnw. Gofynnwch i’r sawl sy’n gweithio arno",
    ),
    # Approval by a second person
    "together_waiting": both("Waiting for a second person", "Yn aros am ail berson"),
    "together_waits": both(
        "“{what}” was proposed by {name}, {when}. It is done once a second person approves it.",
        "Cynigiwyd “{what}” gan {name}, {when}. Gwneir hyn pan fydd ail berson yn ei gymeradwyo.",
    ),
    "together_look_at": both("Look at it", "Edrych arno"),
    "together_proposal": both("Proposed: {what}", "Cynigiwyd: {what}"),
    "together_proposed_by": both("Proposed by {name}, {when}.", "Cynigiwyd gan {name}, {when}."),
    "together_what": both("What is to be done", "Beth sydd i’w wneud"),
    "together_approve": both("Approve it", "Ei gymeradwyo"),
    "together_send_back": both("Send it back", "Ei anfon yn ôl"),
    "together_withdraw": both("Withdraw the proposal", "Tynnu’r cynnig yn ôl"),
    "together_comment": both("Why do you send it back?", "Pam rydych yn ei anfon yn ôl?"),
    "together_comment_name": both("why you send it back", "pam rydych yn ei anfon yn ôl"),
    "together_comment_hint": both(
        "Whoever proposed it reads this, and can propose it again with other answers.",
        "Bydd y sawl a’i cynigiodd yn darllen hyn, a gall ei gynnig eto gydag atebion eraill.",
    ),
    "together_proposed": both(
        "Proposed: {what}. It waits for a second person", "Cynigiwyd: {what}. Mae’n aros am ail berson"
    ),
    "together_needs_second": both(
        "A second person must approve this before it is done.",
        "Rhaid i ail berson gymeradwyo hyn cyn ei wneud.",
    ),
    "together_may_need_second": both(
        "A second person may have to approve this, depending on your answers.",
        "Efallai y bydd rhaid i ail berson gymeradwyo hyn, yn dibynnu ar eich atebion.",
    ),
    "together_came_back": both("{name} sent this back to you: {comment}", "Anfonodd {name} hyn yn ôl atoch: {comment}"),
    "together_proposal_gone": both(
        "Nothing waits for a second person on this case any more.",
        "Nid oes dim yn aros am ail berson ar yr achos hwn mwyach.",
    ),
    "together_proposal_own": both(
        "You proposed this, so somebody else must approve it.",
        "Chi gynigiodd hyn, felly rhaid i rywun arall ei gymeradwyo.",
    ),
    "together_proposal_role": both(
        "Only those whom the service names can decide on this.",
        "Dim ond y rhai a enwir gan y gwasanaeth all benderfynu ar hyn.",
    ),
    "together_proposal_other": both(
        "Something else of this case waits for a second person already.",
        "Mae rhywbeth arall yn yr achos hwn eisoes yn aros am ail berson.",
    ),
    "together_proposal_comment": both("Enter why you send it back", "Rhowch pam rydych yn ei anfon yn ôl"),
    "together_proposal_not_now": both(
        "This cannot be done now. It still waits: send it back, or look again later.",
        "Ni ellir gwneud hyn nawr. Mae’n dal i aros: anfonwch ef yn ôl, neu edrychwch eto’n nes ymlaen.",
    ),
    "together_did_approve": both("Approved and done: {what}", "Cymeradwywyd a gwnaed: {what}"),
    "together_did_send_back": both("Sent back: {what}", "Anfonwyd yn ôl: {what}"),
    "together_did_withdraw": both("Proposal withdrawn: {what}", "Tynnwyd y cynnig yn ôl: {what}"),
    "together_approvals": both("Waiting for you as the second person", "Yn aros amdanoch chi fel yr ail berson"),
    "together_approvals_none": both("Nothing waits for you.", "Nid oes dim yn aros amdanoch."),
    "together_too_late": both(
        "“{what}” can no longer be done, because the case has changed.",
        "Ni ellir gwneud “{what}” mwyach, am fod yr achos wedi newid.",
    ),
    "together_you_typed": both("What you typed", "Yr hyn a deipioch"),
    "together_typed_note": both(
        "Typed for “{what}”, which could not be done:", "Teipiwyd ar gyfer “{what}”, na ellid ei wneud:"
    ),
    "together_keep_as_note": both("Keep it as a note on the case", "Ei gadw fel nodyn ar yr achos"),
    # Timeline
    "together_event_note_edited": both("Note changed", "Newidiwyd nodyn"),
    "together_event_note_struck": both("Note struck through", "Croeswyd nodyn allan"),
    "together_event_note_pinned": both("Note pinned", "Piniwyd nodyn"),
    "together_event_note_unpinned": both("Note no longer pinned", "Nid yw nodyn wedi’i binio mwyach"),
    "together_event_case_arranged": both(
        "Priority, review date or tags changed", "Newidiwyd y flaenoriaeth, y dyddiad adolygu neu’r tagiau"
    ),
    "together_event_occurrence_added": both("It happened again", "Digwyddodd eto"),
    "together_event_case_linked": both("Linked to another case", "Cysylltwyd ag achos arall"),
    "together_event_case_unlinked": both("A link to another case was taken away", "Tynnwyd cysylltiad ag achos arall"),
    "together_event_case_merged": both(
        "Merged into another case: the clocks stopped", "Unwyd ag achos arall: stopiodd y clociau"
    ),
    "together_event_case_merged_here": both("A duplicate was merged into this case", "Unwyd dyblygiad â’r achos hwn"),
    "together_event_case_unmerged": both(
        "Taken apart: this case goes on by itself", "Gwahanwyd: mae’r achos hwn yn parhau ar ei ben ei hun"
    ),
    "together_event_case_unmerged_here": both(
        "A duplicate goes on by itself", "Mae dyblygiad yn parhau ar ei ben ei hun"
    ),
    "together_event_case_split": both("A part was made a case of its own", "Gwnaed rhan yn achos ar wahân"),
    "together_event_case_split_off": both("Split off from another case", "Holltwyd oddi wrth achos arall"),
    "together_event_move_proposed": both("{what}: proposed", "{what}: cynigiwyd"),
    "together_event_proposal_approved": both("{what}: approved", "{what}: cymeradwywyd"),
    "together_event_proposal_sent_back": both("{what}: sent back", "{what}: anfonwyd yn ôl"),
    "together_event_proposal_withdrawn": both("{what}: proposal withdrawn", "{what}: tynnwyd y cynnig yn ôl"),
    "together_event_answer_corrected": both("Answer corrected: {what}", "Cywirwyd ateb: {what}"),
    "together_event_recast_version": both(
        "Moved to version {version} of the service", "Symudwyd i fersiwn {version} o’r gwasanaeth"
    ),
    "together_event_recast_service": both("Moved to another service", "Symudwyd i wasanaeth arall"),
}
