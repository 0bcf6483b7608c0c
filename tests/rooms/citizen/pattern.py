"""A small pattern that the tests of the residents' site share: every kind of page, a refusal, a resident's own step."""

from __future__ import annotations

SKIP = """
pattern: skip-licence
version: 1.0.0
title: {en: Apply for a skip licence, cy: Gwneud cais am drwydded sgip}
summary: {en: Keep a skip on the road., cy: Cadw sgip ar y ffordd.}
verb: apply
prefix: SK
settings:
  longest_days: {type: days, default: 14, min: 1, max: 28, title: {en: Longest stay, cy: Arhosiad hiraf}}
privacy:
  lawful_basis: public_task
  purpose: {en: To license skips., cy: Trwyddedu sgipiau.}
  special_category: [{en: substantial public interest, cy: budd sylweddol i'r cyhoedd}]
start: {minutes: 4, body: {en: You need the address., cy: Mae angen y cyfeiriad arnoch.}}
pages:
  - id: about
    title: {en: Before you start, cy: Cyn i chi ddechrau}
    body:
      en: "You can keep a skip for {settings.longest_days} days."
      cy: "Cewch gadw sgip am {settings.longest_days} diwrnod."
  - id: place
    questions:
      - {id: place, type: property, label: {en: Where is the skip?, cy: Ble mae'r sgip?}}
  - id: size
    questions:
      - id: size
        type: choice
        label: {en: How big is the skip?, cy: Pa mor fawr yw'r sgip?}
        options:
          - {value: small, label: {en: Small, cy: Bach}}
          - {value: large, label: {en: Large, cy: Mawr}}
  - id: filling
    questions:
      - id: filling
        type: choices
        label: {en: What goes in it?, cy: Beth sy'n mynd ynddo?}
        options_from: >-
          answers.size == 'small'
          ? [{'value': 'soil', 'label': 'Soil'}, {'value': 'wood', 'label': 'Wood'}]
          : [{'value': 'wood', 'label': 'Wood'}, {'value': 'metal', 'label': 'Metal'}]
  - id: stay
    questions:
      - {id: days, type: number, min: 1, label: {en: How many days?, cy: Sawl diwrnod?}}
  - id: reason
    show_when: answers.days > 7
    questions:
      - {id: why, type: long_text, required: false, max_length: 200, label: {en: Why so long?, cy: Pam mor hir?}}
  - id: contact
    title: {en: How can we reach you?, cy: Sut gallwn gysylltu â chi?}
    questions:
      - {id: name, type: name, label: {en: Full name, cy: Enw llawn}}
      - {id: email, type: email, label: {en: Email address, cy: Cyfeiriad e-bost}}
decisions:
  allowed:
    at: reason
    rows:
      - {when: answers.days > settings.longest_days, outcome: too_long}
      - {outcome: accept}
  last:
    at: contact
    rows:
      - {outcome: accept}
outcomes:
  too_long:
    title: {en: That is too long, cy: Mae hynny'n rhy hir}
    body:
      en: "The longest is {settings.longest_days} days, not {answers.days}."
      cy: "Yr hiraf yw {settings.longest_days} diwrnod, nid {answers.days}."
    next: [{to: start, label: {en: Begin again, cy: Dechrau o'r newydd}}]
ending:
  button: {en: Send application, cy: Anfon cais}
  title: {en: Application sent, cy: Cais wedi'i anfon}
  declaration: {en: What I said is true., cy: Mae'r hyn a ddywedais yn wir.}
  what_next: {en: "We write to {answers.name}.", cy: "Byddwn yn ysgrifennu at {answers.name}."}
case:
  title: {en: "Skip: {answers.size}", cy: "Sgip: {answers.size}"}
  property: place
  contact: {name: name, email: email}
  teams: [{team: highways}]
  first: received
  states:
    received: {label: {en: We have it, cy: Mae gennym}, about: {en: We are reading it., cy: Rydym yn ei ddarllen.}}
    withdrawn: {label: {en: Withdrawn, cy: Wedi'i dynnu'n ôl}, phase: closed}
    licensed: {label: {en: Licensed, cy: Wedi'i drwyddedu}, phase: closed}
  transitions:
    - {id: license, label: {en: License it, cy: Trwyddedu}, from: [received], to: licensed, by: [officer]}
    - id: withdraw
      label: {en: Withdraw it, cy: Tynnu'n ôl}
      from: [received]
      to: withdrawn
      by: [resident]
      ask:
        - {id: why_not, type: text, label: {en: Why?, cy: Pam?}, name_in_errors: {en: why, cy: pam}}
  deadlines:
    - {id: read, label: {en: Read it, cy: Ei ddarllen}, days: 1, met_by: [licensed, withdrawn]}
    - id: decide
      label: {en: Decide, cy: Penderfynu}
      days: 3
      met_by: [licensed, withdrawn]
      promise: {en: "We aim to answer by: {case.due_date}.", cy: "Ein nod yw ateb erbyn: {case.due_date}."}
    - id: refund
      from: withdraw
      label: {en: Pay back, cy: Ad-dalu}
      days: 3
      met_by: [licensed]
      promise: {en: "We aim to pay back by: {case.due_date}.", cy: "Ein nod yw ad-dalu erbyn: {case.due_date}."}
    - id: visit
      label: {en: Visit, cy: Ymweld}
      days: 3
      met_by: [licensed, withdrawn]
      only_when: "false"
      promise: {en: "We aim to visit by: {case.due_date}.", cy: "Ein nod yw ymweld erbyn: {case.due_date}."}
  retention: {months: 12}
"""

CLOSED_BY_AN_OFFICER = """
  teams: [{team: benefits}]
  first: received
  states:
    received: {label: {en: Received, cy: Wedi dod i law}}
    closed: {label: {en: Closed, cy: Ar gau}, phase: closed}
  retention: {months: 12}
  transitions:
    - {id: close, label: {en: Close, cy: Cau}, from: [received], to: closed, by: [officer]}
"""
"""How a case goes where that does not matter: the end of a pattern, below its ``case``; further transitions may
follow."""
