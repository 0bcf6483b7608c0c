"""How does a person choose a place on a map? A step of a question's page that needs no script: everything is posted,
nothing of it stands in an address, and what else was typed is carried along."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from django.http import HttpResponse

from commonhall.capabilities.maps.port import Mark, Picture
from commonhall.capabilities.maps.view import FARTHEST, View, view_of
from commonhall.contacts.mapping import MapDown, picture_of
from commonhall.contacts.near import (
    NearThing,
    Spot,
    Whereabouts,
    council_box,
    find_spots,
    find_thing,
    things_near,
    whereabouts,
)
from commonhall.core.questions.location import DIGITS, Location
from commonhall.core.questions.question import Question
from commonhall.core.values.coordinates import NotOnTheGrid, to_grid
from commonhall.core.values.typed_text import many_lines, one_line
from commonhall.journeys.operations import look
from commonhall.web.citizen.drawing import Shown, page_view
from commonhall.web.citizen.map_offered import described
from commonhall.web.citizen.map_texts import SAID
from commonhall.web.citizen.visit import Visit, keep_language
from commonhall.web.components.asked import typed_values
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.map import NARROW, SIGNS, WIDE, MapView, MoveView, PictureView
from commonhall.web.components.views.questions import OptionView, QuestionView

Posted = Mapping[str, list[str]]
PRESSED, FOR, AT, ZOOM, SOURCE, FIND, SPOT, THING, WORDS = (
    "map", "map_for", "map_at", "map_zoom", "map_source", "map_find", "map_spot", "map_thing", "map_words",
)  # fmt: skip
OURS: Final = (PRESSED, FOR, AT, ZOOM, SOURCE, FIND, SPOT, THING, WORDS, "map_wide", "map_narrow")
OPEN: Final = "open:"
NOT_CARRIED: Final = ("csrfmiddlewaretoken", "revision", "switch_language", "keep")
PLACED_FROM, LOOKED_UP_AT = 16, 18
"""The zoom from which the middle of the map is a place that can be meant, and that at which a place found is shown."""
STEP, LEAP = 32, 160
"""Pixels by which a button moves the pin, or a map that is too far away for a pin."""
TURNS: Final = {"north": (0, -1), "south": (0, 1), "west": (-1, 0), "east": (1, 0)}
MOST_THINGS: Final = 6
FITS: Final = (480, 400)
"""The size in pixels into which all of the council fits at first: between the two sizes of the picture."""
ANYWHERE: Final = (53.5, -2.0)
NO_THING: Final = "none"


def map_step(shown: Shown, posted: Posted) -> HttpResponse | None:
    """Answer what was pressed on the way to a place on the map; None where something else was posted, or the place was
    chosen and is to be kept (see :func:`chosen_on_map`)."""
    pressed = _first(posted, PRESSED)
    question = _asked(shown.questions, posted)
    if question is None or pressed == "use":
        return None
    visit = shown.visit.switched()
    if visit:
        standing = look(journey=shown.standing.journey, council=visit.council, language=visit.language, at=visit.at)
        shown = replace(shown, visit=visit, standing=standing)
    step = _Step(shown, question, posted)
    response = step.without_map() if pressed == "words" else shown.visit.page(step.view())
    if visit:
        keep_language(response, visit.language)
    return response


def chosen_on_map(questions: Iterable[Question], posted: Posted, visit: Visit) -> dict[str, list[str]]:
    """Return the fields of the question for whose place the map was used; nothing where it was not."""
    question = _asked(questions, posted)
    if question is None or _first(posted, PRESSED) != "use":
        return {}
    point, words = _read_point(posted), many_lines(_first(posted, WORDS))
    if point is None:
        return {question.id: [words]}
    thing = find_thing(_first(posted, THING)) if _first(posted, THING) not in ("", NO_THING) else None
    source = _first(posted, SOURCE)
    if thing:
        point, source = (thing.latitude, thing.longitude), "map"
    text = _text(visit, words, thing, whereabouts(*point))[: question.max_length]
    source = source if source == "device" else "map"
    asset = thing.number if thing else ""
    values = (text, *(f"{part:.{DIGITS}f}" for part in point), source, text, asset)
    return {name: [value] for name, value in zip(question.fields(), values, strict=True)}


def _text(visit: Visit, words: str, thing: NearThing | None, about: Whereabouts) -> str:
    """Return the words that stand for a chosen place: what was typed, the thing, else the street."""
    lines = [words] if words else []
    street = visit.say(about.street.name) if about.street else ""
    if thing and thing.number not in words:
        called = visit.say(SAID["thing"]).format(name=visit.say(thing.name), number=thing.number)
        lines.append(", ".join(part for part in (called, street) if part))
    if not lines and street:
        lines.append(street)
    return "\n".join(lines)


def _asked(questions: Iterable[Question], posted: Posted) -> Location | None:
    pressed = _first(posted, PRESSED)
    wanted = pressed.removeprefix(OPEN) if pressed.startswith(OPEN) else _first(posted, FOR)
    return next((each for each in questions if each.id == wanted and isinstance(each, Location)), None)


def _first(posted: Posted, name: str) -> str:
    return "".join(posted.get(name, [])[:1])


def _read_point(posted: Posted, name: str = AT) -> tuple[float, float] | None:
    """Return a point that was posted, or None where it is none on the National Grid."""
    try:
        latitude, longitude = (float(part) for part in _first(posted, name).split(",", 1))
        to_grid(latitude, longitude)
    except (ValueError, NotOnTheGrid):
        return None
    return latitude, longitude


@dataclass(frozen=True)
class _Step:
    """One look at the map. Where it looks follows from what was posted, and from which button was pressed."""

    shown: Shown
    question: Location
    posted: Posted

    @cached_property
    def opening(self) -> bool:
        """Whether the person comes from the question."""
        return _first(self.posted, PRESSED).startswith(OPEN)

    @cached_property
    def typed(self) -> str:
        """The words for the place, as they stand now."""
        return many_lines(_first(self.posted, self.question.id if self.opening else WORDS))

    @cached_property
    def sought(self) -> list[Spot]:
        """What was found of what was looked for."""
        if self.opening:
            return find_spots(one_line(self.typed))
        return find_spots(_first(self.posted, FIND)) if _first(self.posted, PRESSED) == "find" else []

    @cached_property
    def before(self) -> View:
        """Where the map looked before anything was pressed."""
        point = _read_point(self.posted)
        zoom = _first(self.posted, ZOOM)
        if point and zoom.isascii() and zoom.isdigit():
            return View(*point, FARTHEST, *WIDE).zoomed(int(zoom[:3]))
        box = council_box()
        return view_of(box, width=FITS[0], height=FITS[1]) if box else View(*ANYWHERE, FARTHEST, *WIDE)

    @cached_property
    def looking(self) -> View:
        """Where the map looks now; its size is of no matter."""
        pressed = _first(self.posted, PRESSED)
        if self.opening and (carried := self._carried()):
            return self.before.centred(*carried).zoomed(LOOKED_UP_AT)
        if len(self.sought) == 1:
            return self.before.centred(*self.sought[0][1:]).zoomed(LOOKED_UP_AT)
        if pressed == "spot" or SPOT in self.posted:
            point = _read_point(self.posted, SPOT)
            return self.before.centred(*point).zoomed(LOOKED_UP_AT) if point else self.before
        if pressed in TURNS:
            return self._turned(*TURNS[pressed])
        if pressed in ("closer", "farther"):
            return self.before.zoomed(self.before.zoom + (1 if pressed == "closer" else -1))
        return self._pressed_picture() or self.before

    def _carried(self) -> tuple[float, float] | None:
        """Return the point that the question holds, if it is for the words that stand there."""
        fields = self.question.fields()
        joined = ",".join(_first(self.posted, name) for name in fields[1:3])
        return _read_point({AT: [joined]}) if _first(self.posted, fields[4]) == _first(self.posted, fields[0]) else None

    def _turned(self, east: int, south: int) -> View:
        pixels = STEP if self.before.zoom >= PLACED_FROM else LEAP
        view = replace(self.before, width=0, height=0)
        return self._at(view.place_at(east * pixels, south * pixels), self.before.zoom)

    def _pressed_picture(self) -> View | None:
        """Return the view around the pixel that was pressed; closer, where no pin can be put yet."""
        for field, (width, height) in (("map_wide", WIDE), ("map_narrow", NARROW)):
            x, y = (_first(self.posted, f"{field}.{part}") for part in ("x", "y"))
            if x.isascii() and x.isdigit() and y.isascii() and y.isdigit():
                place = replace(self.before, width=width, height=height).place_at(
                    min(int(x[:6]), width), min(int(y[:6]), height)
                )
                zoom = self.before.zoom
                return self._at(place, zoom if zoom >= PLACED_FROM else zoom + 2)
        return None

    def _at(self, place: tuple[float, float], zoom: int) -> View:
        try:
            to_grid(*place)
        except NotOnTheGrid:
            return self.before
        return self.before.centred(*place).zoomed(zoom)

    @property
    def _source(self) -> str:
        """Where the point is from: the person's own device, until they move it."""
        before = _first(self.posted, self.question.fields()[3] if self.opening else SOURCE)
        moved = (self.looking.latitude, self.looking.longitude) != (self.before.latitude, self.before.longitude)
        return "device" if before == "device" and (self.opening or not moved) else "map"

    def without_map(self) -> HttpResponse:
        """Answer with the question as it was left, and the words as they stand now."""
        given = {name: list(values) for name, values in self.posted.items()} | {self.question.id: [self.typed]}
        return self.shown.visit.page(page_view(self.shown, typed_values(given, self.shown.questions)))

    def view(self) -> MapView:
        """Return the page."""
        visit, view = self.shown.visit, self.looking
        placed = view.zoom >= PLACED_FROM
        about = whereabouts(view.latitude, view.longitude) if placed else Whereabouts(None, "", None)
        things = things_near(view.latitude, view.longitude, most=MOST_THINGS) if placed and not about.elsewhere else []
        pictures = self._pictures(things, placed=placed)
        here = described(visit, about, view.latitude, view.longitude) if placed else visit.say(SAID["closer_first"])
        drawn = page_view(self.shown, {})
        return MapView(
            frame=replace(drawn.frame, title=visit.say(SAID["title"]), language_form="questions"),
            action=visit.request.get_full_path(),
            say={name: visit.say(words) for name, words in SAID.items()},
            carried=self._kept(),
            revision=_first(self.posted, "revision") or drawn.revision,
            here=here if pictures or placed else "",
            **self._found(),
            **self._refused(about),
            pictures=tuple(view for view, _ in pictures),
            alt=visit.say(SAID["picture"]).format(here=here if placed else ""),
            source=visit.say(pictures[0][1].source) if pictures else "",
            moves=self._moves() if pictures else (),
            things=self._things(things, numbered=bool(pictures)),
            words=self._words(),
            may_use=placed and about.elsewhere is None,
        )

    def _kept(self) -> tuple[tuple[str, str], ...]:
        """Return the hidden fields: where the map looks, and what else was typed on the question's page."""
        view = self.looking
        carried = [
            (name, value)
            for name, values in self.posted.items()
            if name.partition(".")[0] not in (*OURS, *NOT_CARRIED)
            for value in values
        ]
        at = f"{view.latitude:.7f},{view.longitude:.7f}"
        return (*carried, (FOR, self.question.id), (AT, at), (ZOOM, str(view.zoom)), (SOURCE, self._source))

    def _found(self) -> dict[str, Any]:
        visit, find = self.shown.visit, one_line(_first(self.posted, FIND))
        looking = _first(self.posted, PRESSED) == "find"
        spots = self.sought if len(self.sought) > 1 else []
        error = "" if not looking or self.sought else visit.say(SAID["find_nothing" if find else "find_missing"])
        listed = tuple((f"{spot.latitude:.6f},{spot.longitude:.6f}", visit.say(spot.name)) for spot in spots)
        return {"find": find, "find_error": error, "spots": listed}

    def _refused(self, about: Whereabouts) -> dict[str, Any]:
        if about.elsewhere is None:
            return {}
        visit = self.shown.visit
        return {"elsewhere": said_elsewhere(visit, about), "other": _link_to(visit, about)}

    def _pictures(self, things: list[NearThing], *, placed: bool) -> list[tuple[PictureView, Picture]]:
        """Return the pictures in both sizes; none while there is no map."""
        visit, view = self.shown.visit, self.looking
        marks = [Mark("thing", each.latitude, each.longitude, str(number)) for number, each in enumerate(things, 1)]
        if placed:
            marks.append(Mark("pin", view.latitude, view.longitude))
        made = []
        for field, (width, height) in (("map_wide", WIDE), ("map_narrow", NARROW)):
            sized = replace(view, width=width, height=height)
            try:
                picture = picture_of(sized, marks, language=visit.language, at=visit.at)
            except MapDown:
                return []
            made.append((PictureView(field=field, src=as_address(picture), width=width, height=height), picture))
        return made

    def _moves(self) -> tuple[MoveView, ...]:
        pressed, visit = _first(self.posted, PRESSED), self.shown.visit
        return tuple(MoveView(value=each, text=visit.say(SAID[each]), focus=each == pressed) for each in SIGNS)

    def _things(self, things: list[NearThing], *, numbered: bool) -> QuestionView | None:
        if not things:
            return None
        visit = self.shown.visit
        options = [
            OptionView(
                value=each.number,
                label=f"{number}. {label}" if numbered else label,
                hint=visit.say(SAID["thing_far" if each.metres else "thing_at"]).format(metres=each.metres),
            )
            for number, each in enumerate(things, 1)
            for label in [visit.say(SAID["thing"]).format(name=visit.say(each.name), number=each.number)]
        ]
        return QuestionView(
            id=THING,
            type="choice",
            label=visit.say(SAID["things"]),
            hint=visit.say(SAID["things_hint" if numbered else "things_hint_list"]),
            options=(*options, OptionView(value=NO_THING, label=visit.say(SAID["no_thing"]))),
            value={THING: NO_THING},
        )

    def _words(self) -> QuestionView:
        visit = self.shown.visit
        return QuestionView(
            id=WORDS,
            type="long_text",
            label=visit.say(SAID["words"]),
            hint=visit.say(SAID["words_hint"]),
            value={WORDS: self.typed},
            rows=2,
            optional=True,
        )


def as_address(picture: Picture) -> str:
    """Return a picture as an address that holds it, so that no request of a browser tells where somebody looks."""
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}"


def said_elsewhere(visit: Visit, about: Whereabouts) -> str:
    """Say that a place is not the council's, and whose it may be."""
    assert about.elsewhere is not None
    other = visit.say(about.elsewhere.name)
    words = visit.say(SAID["elsewhere_other" if other else "elsewhere"])
    return words.format(council=visit.say(visit.council.name), other=other)


def _link_to(visit: Visit, about: Whereabouts) -> Link | None:
    if about.elsewhere is None or not about.elsewhere.url:
        return None
    words = visit.say(SAID["tell_other"]).format(other=visit.say(about.elsewhere.name))
    return Link(text=words, href=about.elsewhere.url)
