"""Mail to a mail server, with a truthful answer: an attempt that fails before the end of the mail was sent is refused,
one that fails between that end and the server's answer is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from clientcare.adapters.mail_conversation import Conversation, NotAccepted, in_words
from clientcare.adapters.mail_message import written
from clientcare.domain.errors import Failed, Interrupted
from clientcare.domain.mailboxes import address_parts
from clientcare.domain.mails import Dispatch

if TYPE_CHECKING:
    from collections.abc import Callable
    from ssl import SSLContext

    from clientcare.domain.mails import Mail, MailSettings

T = TypeVar("T")
UNKNOWN = (
    "{server} did not confirm the mail after it was handed over whole. It may or may not have arrived: "
    "ask before it is sent again."
)


class Outcome:
    """Who decides what becomes of an attempt: whoever comes first, and then it stands."""

    def __init__(self) -> None:
        import threading

        self._lock = threading.Lock()
        self._decided: Literal["", "handed over", "given up"] = ""

    def decide(self, wish: Literal["handed over", "given up"]) -> bool:
        """Whether this wish is the one that stands."""
        with self._lock:
            self._decided = self._decided or wish
            return self._decided == wish


def send_by_smtp(settings: MailSettings, password: str, mail: Mail) -> Dispatch:
    """Send one mail. Takes at most `settings.patience` seconds. Raises Failed where `ca_file` cannot be read, and
    Interrupted at Ctrl-C before the mail was handed over; nothing was sent then. Ctrl-C later answers unknown."""
    sender = address_parts(mail.sender)[1]
    recipients = [address_parts(address)[1] for address in mail.to]
    data = written(mail)
    outcome = Outcome()

    def hand_over(conversation: Conversation) -> Dispatch:
        conversation.open(password)
        turned_down = conversation.address(sender, recipients)
        conversation.give_text(data)
        if not outcome.decide("handed over"):
            raise NotAccepted("It took too long.")
        if not conversation.finish():
            return Dispatch("unknown", "smtp", UNKNOWN.format(server=settings.server))
        taken = ", ".join(each for each in recipients if each not in turned_down)
        but = "".join(f" It refused {each}: {reason}." for each, reason in turned_down.items())
        return Dispatch("sent", "smtp", f"{settings.server} accepted the mail for {taken}.{but}")

    try:
        return _talk(settings, outcome, hand_over)
    except NotAccepted as no:
        return Dispatch("refused", "smtp", f"{no} Nothing was sent.")
    except TimeoutError:
        return Dispatch("unknown", "smtp", UNKNOWN.format(server=settings.server))
    except KeyboardInterrupt:
        if outcome.decide("given up"):
            raise Interrupted("Stopped. The mail was not sent.") from None
        return Dispatch("unknown", "smtp", UNKNOWN.format(server=settings.server))


def try_login(settings: MailSettings, password: str) -> None:
    """Connect, encrypt and log in; send nothing. Raises Failed with what went wrong."""
    try:
        _talk(settings, Outcome(), lambda conversation: conversation.open(password))
    except NotAccepted as no:
        raise Failed(str(no)) from None


def _talk(settings: MailSettings, outcome: Outcome, say: Callable[[Conversation], T]) -> T:
    """Hold a conversation beside us, so that neither a name server that hangs nor one word a second holds us up.

    Raises NotAccepted where the mail certainly did not get through, TimeoutError where that cannot be known.
    """
    import threading

    conversation = Conversation(settings, _trust(settings))
    answers: list[T | BaseException] = []

    def run() -> None:
        try:
            answers.append(say(conversation))
        except BaseException as error:  # told to the one who waits
            answers.append(error)
        finally:
            conversation.close()

    beside = threading.Thread(target=run, daemon=True)
    try:
        beside.start()
        beside.join(settings.patience)
    finally:
        gave_up = beside.is_alive() and outcome.decide("given up")
        conversation.cut()
    if gave_up:
        raise NotAccepted(f"{settings.server} did not come to an end within {settings.patience:g} seconds.")
    if not answers:
        raise TimeoutError
    answer = answers[0]
    if isinstance(answer, BaseException):
        # Without its cause: what a server says at the login may repeat what it was told.
        raise NotAccepted(in_words(answer, conversation.step, settings)) from None
    return answer


def _trust(settings: MailSettings) -> SSLContext:
    """Whom to trust: the certificates of the system, or with `ca_file` those of that file alone."""
    import ssl

    if settings.security == "none":
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody, and costs little
    try:
        return ssl.create_default_context(cafile=settings.ca_file or None)
    except OSError as error:
        raise Failed(
            f"The file of certificates {settings.ca_file} cannot be read: {error.strerror or 'it holds none'}.",
            "Correct ca-file in [mail] of clientcare.toml.",
        ) from None
