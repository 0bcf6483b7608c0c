"""E-mails as they come in from outside, for the tests: answers, absence notes and delivery reports."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP


def answer(
    *,
    sender: str = "Ana Rees <ana.rees@example.org>",
    to: str = "case@amberford.localhost",
    subject: str = "Re: We have it",
    text: str = "It is blue.\n\nOn Monday the council wrote:\n> What colour is it?\n",
    mail_id: str = "<1@mail.example.org>",
    files: tuple[tuple[str, str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    """Return an e-mail. files: name, type such as ``text/plain``, content."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = sender, to, subject, mail_id
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def report(
    *, token: str, recipient: str, action: str = "failed", status: str = "5.1.1", mail_id: str = "<r1@x>"
) -> bytes:
    """Return a delivery report about an e-mail whose answers go to ``token``."""
    lines = [
        "From: MAILER-DAEMON@mail.example.org",
        f"To: case+{token}@amberford.localhost",
        "Subject: Undelivered Mail Returned to Sender",
        f"Message-ID: {mail_id}",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
        "",
        "--part",
        "Content-Type: text/plain",
        "",
        "Your message could not be delivered.",
        "--part",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mail.example.org",
        "",
        f"Final-Recipient: rfc822; {recipient}",
        f"Action: {action}",
        f"Status: {status}",
        "",
        "--part--",
        "",
    ]
    return "\r\n".join(lines).encode()
