"""What stands above each setting in a new `clientcare.toml`, for the people who edit it."""

from __future__ import annotations

COMMENTS = {
    "": "The settings of this shop. Everybody's clientcare reads this file; edit it here, or with:\n"
    "clientcare config set KEY VALUE\n"
    "The file also marks the directory as the shop's: leave it where it is.",
    "store": "The identity of this shop; it never changes.",
    "shop.currency": "Three letters, such as CHF or EUR.",
    "shop.guide": "The guide that a session walks if no other is named.",
    "billing": "Who is told what to bill.",
    "billing.unresolved": "true: work that is not resolved may be billed too.",
    "billing.collects-outbox": "true: billing collects its mails from outbox/, so a mail laid there counts as told.",
    "management": "Whom a technician reaches when help is needed at once.",
    "privacy.mask": "true: passwords and other secrets are masked without asking.",
    "mail": "How mail is sent: outbox (a draft is laid into outbox/), smtp or sendmail. Passwords never stand here.\n"
    'For smtp: host = "mail.example.ch", port, security (starttls or tls), user, password-command.',
    "storage": "The machine whose own disk holds this directory, because it is the file server.",
    "share": "What clientcare found out about this share: clientcare doctor --keep",
    "sealing": "With this key machines seal what they cannot file at once. What opens it lies in _clientcare/keys.",
}
"""By table, or by table and key; the first is the head of the file."""
