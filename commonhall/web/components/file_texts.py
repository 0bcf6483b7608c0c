"""What does a page say around the files that are added to it, in English and in Welsh?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

FILES: Final = {
    "files_added": both("Files added", "Ffeiliau a ychwanegwyd"),
    "file_add": both("Add a file", "Ychwanegu ffeil"),
    "file_add_another": both("Add another file", "Ychwanegu ffeil arall"),
    "file_upload": both("Upload", "Uwchlwytho"),
    "file_sending": both("Uploading: {percent}%", "Yn uwchlwytho: {percent}%"),
    "file_progress": both("How far the upload has got", "Pa mor bell y mae’r uwchlwytho wedi cyrraedd"),
    "file_waiting": both(
        "The connection is lost. We are trying again.", "Collwyd y cysylltiad. Rydym yn rhoi cynnig arall arni."
    ),
    "file_reading": both("Getting the file ready", "Yn paratoi’r ffeil"),
    "file_unfinished": both("Not uploaded in full", "Heb eu huwchlwytho’n llawn"),
    "file_so_far": both("{percent}% uploaded", "{percent}% wedi’i uwchlwytho"),
    "file_go_on": both(
        "To carry on from where it stopped, choose the same file again. We keep what we have for 24 hours.",
        "I barhau o’r man lle y daeth i ben, dewiswch yr un ffeil eto. Byddwn yn cadw’r hyn sydd gennym am 24 awr.",
    ),
    "file_broken": both(
        "The upload broke off. Check your connection, then upload the file again.",
        "Torrodd yr uwchlwytho. Gwiriwch eich cysylltiad, yna uwchlwythwch y ffeil eto.",
    ),
    "file_remove": both("Remove", "Tynnu"),
    "file_full": both("You cannot add more files.", "Ni allwch ychwanegu rhagor o ffeiliau."),
}
