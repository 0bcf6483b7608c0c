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
    "file_broken": both(
        "The upload broke off. Check your connection, then upload the file again.",
        "Torrodd yr uwchlwytho. Gwiriwch eich cysylltiad, yna uwchlwythwch y ffeil eto.",
    ),
    "file_remove": both("Remove", "Tynnu"),
    "file_full": both("You cannot add more files.", "Ni allwch ychwanegu rhagor o ffeiliau."),
}
