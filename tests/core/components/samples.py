"""Which questions and journey pages are looked at by the tests? One sample of each, in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from commonhall.core.values.words import Language
from commonhall.web.components.prose import prose
from commonhall.web.components.views import journey as j
from commonhall.web.components.views.frame import Link, PageFrame, PageView
from commonhall.web.components.views.questions import DocumentView, OptionView, QuestionView, RefusedOption
from tests.core.components.shown_councils import council_look

TYPED = 'Zoë "O\'Neill" <b>&amp; 5 > 3</b>'


def two(language: Language, en: str, cy: str) -> str:
    """The text of a sample in the language of the page."""
    return cy if language == "cy" else en


def frame(language: Language, en: str, cy: str, **more: Any) -> PageFrame:
    """A frame of the Welsh council."""
    given: dict[str, Any] = {
        "council": council_look("brynafon"),
        "csrf_token": "token",
        "service": two(language, "Report a missed bin", "Rhoi gwybod am fin a gollwyd"),
        "service_url": "/missed-bin/",
        "language_form": "questions",
    }
    given.update(more)
    return PageFrame(language=language, title=two(language, en, cy), **given)


def questions(language: Language) -> tuple[QuestionView, ...]:
    """One question of each type, nothing typed."""

    def q(id_: str, type_: Any, en: str, cy: str, **more: Any) -> QuestionView:
        return QuestionView(id=id_, type=type_, label=two(language, en, cy), **more)

    bins = (
        OptionView(
            value="refuse", label=two(language, "Rubbish", "Sbwriel"), hint=two(language, "Black bin", "Bin du")
        ),
        OptionView(value="recycling", label=two(language, "Recycling", "Ailgylchu")),
        OptionView(value="none", label=two(language, "None of these", "Dim un o’r rhain"), exclusive=True),
    )
    many = tuple(OptionView(value=f"ward_{n}", label=f"Ward {n} & <{n}>") for n in range(40))
    return (
        q("note", "text", "Where was it left?", "Ble cafodd ei adael?", hint="1 < 2", width=20, prefix="£"),
        q("more", "long_text", "Tell us more", "Dywedwch fwy wrthym", max_length=250),
        q("plain", "long_text", "Anything else", "Unrhyw beth arall", optional=True),
        q("who", "name", "Full name", "Enw llawn", autocomplete="name"),
        q("mail", "email", "Email address", "Cyfeiriad e-bost", autocomplete="email", width=30),
        q("tel", "phone", "Phone number", "Rhif ffôn", autocomplete="tel", width=20),
        q("help", "yes_no", "Do you need help?", "Oes angen cymorth arnoch?"),
        q(
            "bin",
            "choice",
            "Which bin?",
            "Pa fin?",
            options=bins[:2],
            refused=(
                RefusedOption(
                    label=two(language, "Garden waste", "Gwastraff gardd"),
                    text=two(language, "It was not on the round.", "Nid oedd ar y rownd."),
                    next=(Link(text=two(language, "Join", "Ymuno"), href="/garden/"),),
                ),
            ),
        ),
        q("ward", "choice", "Which ward?", "Pa ward?", options=many),
        q("bins", "choices", "Which bins?", "Pa finiau?", options=bins),
        q(
            "day",
            "date",
            "Which day?",
            "Pa ddiwrnod?",
            hint=two(language, "For example, 27 3 2026", "Er enghraifft, 27 3 2026"),
        ),
        q("count", "number", "How many?", "Faint?", width=3, input_mode="numeric", suffix="kg"),
        q("place", "property", "Postcode", "Cod post"),
        q("home", "address", "Your address", "Eich cyfeiriad", autocomplete="home"),
        q("abroad", "address", "Address abroad", "Cyfeiriad tramor", international=True),
        q(
            "sent",
            "postcode",
            "Postcode",
            "Cod post",
            width=10,
            spellcheck=False,
        ),
        q("firm", "organisation", "Organisation", "Sefydliad", autocomplete="organization"),
        q("signed", "signature", "Type your full name to sign", "Teipiwch eich enw llawn i lofnodi"),
        q("site", "website", "Website", "Gwefan", input_mode="url"),
        q("car", "vehicle", "Registration number", "Rhif cofrestru", width=10),
        q("nino", "national_insurance", "National Insurance number", "Rhif Yswiriant Gwladol", width=20),
        q("rent", "money", "Weekly rent", "Rhent wythnosol", prefix="£", width=10, input_mode="decimal"),
        q("clock", "time", "What time?", "Faint o’r gloch?", width=10),
        q("since", "month_year", "Since when?", "Ers pryd?"),
        q(
            "stay",
            "date_range",
            "When will you be away?",
            "Pryd fyddwch chi i ffwrdd?",
            part_labels={
                "from": two(language, "First day", "Diwrnod cyntaf"),
                "to": two(language, "Last day", "Diwrnod olaf"),
            },
        ),
        q("spot", "location", "Where is it?", "Ble mae?"),
        q("account", "bank_details", "Your account", "Eich cyfrif", with_roll=True),
        q("basket", "items", "What should we collect?", "Beth ddylen ni ei gasglu?", options=bins[:2]),
        q("time", "slot", "Choose a time", "Dewiswch amser", options=bins[:2]),
        q(
            "proof",
            "file",
            "Proof of address",
            "Prawf o gyfeiriad",
            accept="application/pdf,.pdf",
            limits=two(language, "Each file must be a PDF.", "Rhaid i bob ffeil fod yn PDF."),
            documents=(DocumentView(id="1", name="<b>bill & more</b>.pdf", size="820KB"),),
        ),
        q("full", "file", "Photos", "Lluniau", documents=(DocumentView(id="2", name="a.jpg", size="1KB"),), full=True),
        q(
            "true",
            "declaration",
            "Your declaration",
            "Eich datganiad",
            agree=two(language, "The answers are true", "Mae’r atebion yn wir"),
        ),
    )


def parts(language: Language) -> tuple[j.SummaryPart, ...]:
    """Answers to check."""
    return (
        j.SummaryPart(
            title=two(language, "Your report", "Eich adroddiad"),
            rows=(
                j.SummaryRow(
                    key=two(language, "Address", "Cyfeiriad"),
                    lines=("12 Heol yr Afon", "Brynafon"),
                    change_url="/missed-bin/where",
                    change_hidden=two(language, "address", "y cyfeiriad"),
                ),
                j.SummaryRow(
                    key=two(language, "Which bin", "Pa fin"),
                    lines=(two(language, "Rubbish", "Sbwriel"),),
                    change_url="/x",
                ),
                j.SummaryRow(key=two(language, "Anything else", "Unrhyw beth arall"), lines=(), change_url="/y"),
            ),
        ),
        j.SummaryPart(
            title=two(language, "About you", "Amdanoch chi"),
            rows=(j.SummaryRow(key=two(language, "Name", "Enw"), lines=(TYPED,), change_url="/z"),),
        ),
    )


def text(language: Language) -> Markup:
    """A text with a paragraph, a list and a link."""
    return prose(
        two(
            language,
            "Tell us when we did not empty your bin.\n\n- We come back within 2 working days\n"
            "- Leave your bin out\n\n[See your bin days](/bin-days)",
            "Dywedwch wrthym pan na wnaethom wagio eich bin.\n\n- Byddwn yn dod yn ôl o fewn 2 ddiwrnod gwaith\n"
            "- Gadewch eich bin allan\n\n[Gweld eich diwrnodau bin](/bin-days)",
        )
    )


def journey_pages(language: Language) -> Iterator[tuple[str, PageView]]:
    """The pages of a journey."""
    link = Link(text=two(language, "See your bin days", "Gweld eich diwrnodau bin"), href="/bin-days")
    until = two(language, "20 June 2026", "20 Mehefin 2026")
    by_id = {q.id: q for q in questions(language)}
    yield (
        "start",
        j.StartView(
            frame=frame(language, "Report a missed bin", "Rhoi gwybod am fin a gollwyd", nav=(), back_link=""),
            start_url="/missed-bin/where",
            content=text(language),
            needed=(two(language, "your postcode", "eich cod post"),),
            minutes=3,
            other_ways=text(language),
            related=(link,),
        ),
    )
    yield (
        "all_types",
        j.QuestionPageView(
            frame=frame(language, "All questions", "Pob cwestiwn", back_link="/back"),
            questions=questions(language),
            revision="7",
            caption=two(language, "Your report", "Eich adroddiad"),
            save_url="/missed-bin/save",
        ),
    )
    yield (
        "one_question",
        j.QuestionPageView(
            frame=frame(language, "Which bin?", "Pa fin?", back_link="/back"),
            questions=(_with(by_id["bin"], legend_is_heading=True),),
            revision="7",
            save_url="/missed-bin/save",
        ),
    )
    wrong = two(language, "Select which bin we missed", "Dewiswch pa fin a gollwyd")
    yield (
        "errors",
        j.QuestionPageView(
            frame=frame(language, "About the bin", "Ynglŷn â’r bin", back_link="/back"),
            questions=tuple(_with(q, error=wrong, value={q.id: TYPED}) for q in questions(language)),
            revision="7",
        ),
    )
    yield (
        "postcode",
        j.PropertyPostcodeView(
            frame=frame(language, "What is the postcode?", "Beth yw’r cod post?", back_link="/back"),
            questions=(_with(by_id["place"], legend_is_heading=True),),
            manual_url="/manual",
            none_found=two(language, "We found no address.", "Ni ddaethom o hyd i gyfeiriad."),
        ),
    )
    yield (
        "choose",
        j.PropertyChooseView(
            frame=frame(language, "Which address?", "Pa gyfeiriad?", back_link="/back"),
            question=_with(
                by_id["place"],
                label=two(language, "Which address?", "Pa gyfeiriad?"),
                legend_is_heading=True,
                options=tuple(OptionView(value=str(n), label=f"{n} Heol yr Afon") for n in range(1, 8)),
            ),
            postcode="ZZ99 3WZ",
            change_url="/postcode",
            manual_url="/manual",
            more=True,
        ),
    )
    yield (
        "manual",
        j.PropertyManualView(
            frame=frame(language, "Your address", "Eich cyfeiriad", back_link="/back"),
            questions=(_with(by_id["home"], legend_is_heading=True),),
            lookup_url="/postcode",
        ),
    )
    yield (
        "check",
        j.CheckView(
            frame=frame(language, "Check your answers", "Gwiriwch eich atebion", back_link="/back"),
            parts=parts(language),
            revision="9",
            content=text(language),
            declaration=by_id["true"],
            save_url="/save",
        ),
    )
    yield (
        "outcome",
        j.OutcomeView(
            frame=frame(
                language, "You can report this after 5pm", "Gallwch roi gwybod am hyn ar ôl 5yh", back_link="/back"
            ),
            content=text(language),
            next=(link,),
            satisfaction_url="/feedback",
            start_again_url="/missed-bin/",
        ),
    )
    yield (
        "confirmation",
        j.ConfirmationView(
            frame=frame(language, "Report sent", "Adroddiad wedi’i anfon"),
            references=(("", "CH-7K4M-2QXR"),),
            next=text(language),
            parts=parts(language),
            sent_to="zoe@example.org",
            track_url="/track",
            satisfaction_url="/feedback",
        ),
    )
    yield (
        "save",
        j.SaveView(
            frame=frame(language, "Where shall we send the link?", "I ble y dylem anfon y ddolen?", back_link="/b"),
            question=by_id["mail"],
            kept_until=until,
        ),
    )
    yield (
        "saved",
        j.SavedView(
            frame=frame(language, "We have saved your answers", "Rydym wedi cadw eich atebion"),
            sent_to="zoe@example.org",
            kept_until=until,
        ),
    )
    yield "resume", j.ResumeView(frame=frame(language, "Carry on", "Parhau"), kept_until=until)
    yield (
        "already_sent",
        j.AlreadySentView(
            frame=frame(language, "Already sent", "Wedi’i anfon yn barod"),
            reference="CH-7K4M-2QXR",
            confirmation_url="/done",
        ),
    )
    yield (
        "expired",
        j.ExpiredView(
            frame=frame(language, "This link is old", "Mae’r ddolen hon yn hen"), reason="old", start_url="/s"
        ),
    )
    yield (
        "conflict",
        j.ConflictView(
            frame=frame(language, "Which answer?", "Pa ateb?"),
            rows=(j.ConflictRow(key=two(language, "Which bin?", "Pa fin?"), saved=("Blue",), typed=(TYPED,)),),
            revision="8",
            typed_fields=(("bin", TYPED),),
        ),
    )
    yield (
        "feedback",
        j.FeedbackView(
            frame=frame(language, "Tell us what you think", "Dywedwch eich barn"), error=wrong, hidden={"end": "sent"}
        ),
    )
    yield "thanked", j.FeedbackView(frame=frame(language, "Thank you", "Diolch"), thanked=True, return_link=link)


def _with(question: QuestionView, **more: Any) -> QuestionView:
    return replace(question, **more)
