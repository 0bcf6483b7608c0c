"""What do the pages say on which parts of a page are blacked out?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

TEXTS: Final[dict[str, Words]] = {
    "black_title": both("Black out parts of pages", "Duo rhannau o dudalennau"),
    "black_about": both(
        "The new file is made of pictures. Nothing can be read or copied from below a black box. The original stays.",
        "Mae’r ffeil newydd wedi’i gwneud o luniau. Ni ellir darllen na chopïo dim o dan flwch du. "
        "Mae’r gwreiddiol yn aros.",
    ),
    "black_page": both("Page {page} of {of}", "Tudalen {page} o {of}"),
    "black_picture": both(
        "The page with lines at every 10 per cent, from the left and from the top. Its boxes are outlined.",
        "Y dudalen gyda llinellau bob 10 y cant, o’r chwith ac o’r brig. Mae ei blychau wedi’u hamlinellu.",
    ),
    "black_given": both("The page as it is given out.", "Y dudalen fel y’i rhoddir allan."),
    "black_see_given": both("See it as it is given out", "Gweld fel y’i rhoddir allan"),
    "black_see_drawn": both("See it with the lines", "Ei gweld gyda’r llinellau"),
    "black_before": both("Page before", "Tudalen flaenorol"),
    "black_after": both("Next page", "Tudalen nesaf"),
    "black_list": both("Boxes in this file", "Blychau yn y ffeil hon"),
    "black_none": both("There are none yet.", "Nid oes unrhyw rai eto."),
    "black_where": both("Where", "Ble"),
    "black_box": both(
        "{left}% from the left, {top}% from the top, {width}% wide, {height}% high",
        "{left}% o’r chwith, {top}% o’r brig, {width}% o led, {height}% o uchder",
    ),
    "black_number": both("Box {number}, page {page}", "Blwch {number}, tudalen {page}"),
    "black_box_name": both("Box", "Blwch"),
    "black_per_cent": both("% of the page", "% o’r dudalen"),
    "black_new": both("Add a box to this page", "Ychwanegu blwch at y dudalen hon"),
    "black_add": both("Add the box", "Ychwanegu’r blwch"),
    "black_whole": both("Black out the whole page", "Duo’r dudalen gyfan"),
    "black_left": both("From the left", "O’r chwith"),
    "black_left_name": both("How far the box is from the left", "Pa mor bell yw’r blwch o’r chwith"),
    "black_top": both("From the top", "O’r brig"),
    "black_top_name": both("How far the box is from the top", "Pa mor bell yw’r blwch o’r brig"),
    "black_width": both("Width", "Lled"),
    "black_width_name": both("How wide the box is", "Pa mor llydan yw’r blwch"),
    "black_height": both("Height", "Uchder"),
    "black_height_name": both("How high the box is", "Pa mor uchel yw’r blwch"),
    "black_beyond": both(
        "The box must not go beyond the page. Make it smaller, or move it",
        "Rhaid i’r blwch beidio â mynd y tu hwnt i’r dudalen. Gwnewch ef yn llai, neu symudwch ef",
    ),
    "black_remove": both("Remove box {number}", "Tynnu blwch {number}"),
    "black_done": both("Back to this part", "Yn ôl i’r rhan hon"),
    "black_added": both("The box is added.", "Mae’r blwch wedi’i ychwanegu."),
    "black_removed": both("The box is removed.", "Mae’r blwch wedi’i dynnu."),
    "black_not_pictured": both(
        "We cannot show the pages of this file. It may be locked or damaged. Give it out whole, or leave it out.",
        "Ni allwn ddangos tudalennau’r ffeil hon. Efallai ei bod wedi’i chloi neu ei difrodi. "
        "Rhowch hi allan yn gyfan, neu gadewch hi allan.",
    ),
    "black_not_now": both(
        "We cannot get this file at the moment. Try again later.",
        "Ni allwn gael y ffeil hon ar hyn o bryd. Rhowch gynnig arall arni yn nes ymlaen.",
    ),
    "black_choice": both("Black out parts of pages", "Duo rhannau o dudalennau"),
    "packs_wrong_boxes": both(
        "Add at least one box before you black out parts of this file",
        "Ychwanegwch o leiaf un blwch cyn duo rhannau o’r ffeil hon",
    ),
}
