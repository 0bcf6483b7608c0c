"""A made-up parking permit: paid for, checked by two teams, held for a year, changed, renewed and ended."""

from __future__ import annotations

PERMITS = """
pattern: resident-permit
version: 1.0.0
title: {en: Resident permit, cy: Trwydded preswylydd}
verb: apply
prefix: RP
settings:
  price: {type: money, default: 6000, title: Price}
privacy: {lawful_basis: public_task, purpose: To give permits}
pages:
  - id: car
    questions:
      - {id: plate, type: text, label: Registration}
      - {id: co2, type: number, label: Emissions}
      - {id: months, type: number, label: Months}
  - id: worry
    questions: [{id: unsafe, type: yes_no, label: Are you in danger?, required: false}]
  - id: reach
    questions: [{id: email, type: email, label: E-mail}]
computed:
  band: {title: Band, value: "answers.co2 <= 100 ? 'low' : 'high'"}
  new_price: {value: "asked.co2 <= 100 ? 1000 : 2000"}
tables:
  factor:
    title: By band
    inputs: {band: {title: Band, value: computed.band}}
    outputs: {percent: int}
    rows:
      - {when: {band: low}, then: {percent: 50}}
      - {when: {band: high}, then: {percent: 100}}
charges:
  - {id: permit, label: Permit, amount: "settings.price * tables.factor.percent / 100"}
payment: {waiting: unpaid, description: Permit}
case:
  title: "Permit for {answers.plate}"
  contact: {email: email}
  teams: [{team: parking}]
  first: new
  states:
    unpaid: {label: Waiting for payment, phase: waiting}
    new: {label: New}
    held: {label: You have a permit, phase: waiting}
    ended: {label: Ended, phase: closed}
    refused: {label: Refused, phase: closed}
    urgent: {label: Urgent}
    handled: {label: Handled, phase: closed}
  transitions:
    - {id: paid, label: Paid, from: [unpaid], to: new, by: [payment]}
    - {id: give_up, label: Give up, from: [unpaid], to: refused, by: [timer]}
    - {id: approve, label: Approve, from: [new], to: held, by: [officer], needs: [proof, fraud],
       refused: Check the proofs first., message: approved, keeps: {zone: asked.zone},
       ask: [{id: zone, type: text, label: Zone}], entitlement: {act: begin, id: permit}}
    - {id: refuse, label: Refuse, from: [new], to: refused, by: [officer], refund: "case.paid - 1000",
       ask: [{id: why, type: text, label: Why}]}
    - {id: change_car, label: New car, from: [held], to: held, by: [resident],
       when: "case.entitlements.permit.state == 'active'",
       ask: [{id: plate, type: text, label: Registration}, {id: co2, type: number, label: Emissions}],
       charges: [{id: change, label: Change, amount: computed.new_price}],
       entitlement: {act: change, id: permit, subject: asked.plate}, tasks: [proof]}
    - {id: renew, label: Renew, from: [held], to: held, by: [resident],
       when: "today >= case.entitlements.permit.renew_from",
       entitlement: {act: renew, id: permit, until: "add_days(case.entitlements.permit.until, 365)"}}
    - {id: stop, label: Stop, from: [held], to: held, by: [officer], entitlement: {act: suspend, id: permit}}
    - {id: end, label: End, from: [held], to: ended, by: [resident, timer], entitlement: {act: end, id: permit},
       refund: "100000", publishes: {title: "'Permit ended'", answer: "answers.plate"}}
    - {id: handle, label: Handled, from: [urgent], to: handled, by: [officer], needs: [call]}
  deadlines:
    - {id: decide, label: Decide, days: 5, met_by: [held, refused]}
  timers:
    - {id: unpaid, in: [unpaid], after: 2, unit: days, transition: give_up}
    - {id: remind, in: [held], on: "add_days(case.entitlements.permit.until, -28)", message: remind,
       only_when: "case.entitlements.permit.state == 'active'"}
    - {id: run_out, in: [held], on: "add_days(case.entitlements.permit.until, 1)", transition: end}
  tasks:
    - {id: proof, label: Check the proofs, on: [paid], days: 2,
       ask: [{id: seen, type: yes_no, label: Seen?}]}
    - {id: fraud, label: Ask the fraud team, on: [paid], team: fraud, only_when: "answers.co2 > 200", days: 0}
    - {id: call, label: Call the person, days: 1, unit: hours}
  alerts:
    - {id: danger, when: answers.unsafe, title: "Danger: {answers.plate}", team: crisis, state: urgent, task: call}
  entitlements:
    - {id: permit, kind: permit, title: Permit, prefix: PP, subject: answers.plate, from: today,
       until: "add_days(today, 30 * answers.months)", renew_from: "add_days(case.entitlements.permit.until, -28)",
       grace_days: 14}
  retention:
    months: 24
    rules: [{when: "case.state == 'refused'", months: 6, then: delete}]
messages:
  received: {on: opened, subject: We have it, body: We have it.}
  receipt: {on: paid, subject: Paid, body: "You paid."}
  approved: {subject: Approved, body: "{case.entitlements.permit.number}"}
  loud: {on: approve, when: "case.kept.zone == 'A'", subject: Zone A, body: Zone A.}
  remind: {subject: It ends soon, body: "It ends on {case.entitlements.permit.until}."}
"""
