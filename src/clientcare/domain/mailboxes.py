"""Mail addresses: what one consists of, and which texts are none."""

from __future__ import annotations

from clientcare.domain.errors import Usage

_ATOM = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~")


def address_parts(address: str) -> tuple[str, str]:
    """The name, or nothing, and the bare address of `Name <name@example.ch>` or `name@example.ch`, unchecked."""
    if not (address.endswith(">") and "<" in address):
        return "", address.strip()
    name, _, bare = address[:-1].rpartition("<")
    name = name.strip()
    while len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].strip()
    return name, bare.strip()


def check_address(text: str) -> str:
    """The address in its one form, with its name if it has one.

    The rule is that of mailboxes in RFC 5321 without quoted parts, IP addresses and letters beyond ASCII in the bare
    address. Raises Usage for anything else, and for line breaks and control characters, with which a header could be
    smuggled into a mail.
    """
    plain = text.replace("\u00a0", " ").strip(" ")
    if not plain.isprintable():
        shown = ascii(text)[1:-1][:80]
        raise Usage(f"The mail address '{shown}' holds a line break or a control character.", "Type it in one line.")
    name, bare = address_parts(plain)
    local, _, domain = bare.rpartition("@")
    if not (_is_local_part(local) and _is_domain(domain) and len(bare) <= 254) or set("<>") & set(name):
        raise Usage(f"'{plain[:80]}' is no mail address.", _hint(plain, domain))
    if len(name) > 200:
        raise Usage(f"The name before <{bare}> is longer than 200 characters.", "Shorten the name.")
    return f"{name} <{bare}>" if name else bare


def is_dotted(text: str) -> bool:
    """Whether the text is words of the permitted ASCII signs with single dots between them (RFC 5322, dot-atom)."""
    return all(part and _ATOM.issuperset(part) for part in text.split("."))


def is_label(label: str) -> bool:
    """Whether an ASCII text may stand between the dots of a host's name."""
    return 0 < len(label) <= 63 and label.replace("-", "").isalnum() and label[0] != "-" != label[-1]


def _is_local_part(local: str) -> bool:
    # A leading hyphen is never seen, and would be read as an option by a sendmail program.
    return len(local) <= 64 and is_dotted(local) and not local.startswith("-")


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return domain.isascii() and not labels[-1].isdecimal() and all(map(is_label, labels))


def _hint(text: str, domain: str) -> str:
    if text.count("@") > 1:
        return "Give one address at a time, like billing@example.ch."
    if not domain.isascii():
        return "Write what follows the @ in its ASCII form, which begins with xn--."
    return "It must look like billing@example.ch or Billing <billing@example.ch>."
