"""Stands in for a mail server: speaks SMTP, keeps what it took in an inbox, and sends nothing."""
