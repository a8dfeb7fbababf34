"""The post: one mail, sent in the way that the shop has set, and a truthful answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import ClientcareError
from clientcare.domain.mails import Dispatch, Finding, MailSettings, check_mail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clientcare.domain.mails import Mail


class Post:
    """Sends mail. `lay` writes a new file into the share's outbox and answers its path; it never replaces one."""

    def __init__(self, settings: MailSettings, lay: Callable[[str, bytes], str], environ: Mapping[str, str]) -> None:
        self.settings = settings
        self._lay = lay
        self._environ = environ

    def send(self, mail: Mail) -> Dispatch:
        """Send one mail, or lay it into the outbox, and say what became of it.

        Raises Usage for a wrong address; Failed where this machine is not set up for sending (no password, no program,
        an unreadable file of certificates); Interrupted at Ctrl-C. Whenever it raises, certainly nothing was sent.
        """
        mail = check_mail(mail)
        match self.settings.way:
            case "smtp":
                from clientcare.adapters.mail_password import find_password
                from clientcare.adapters.mail_smtp import send_by_smtp

                return send_by_smtp(self.settings, find_password(self.settings, self._environ), mail)
            case "sendmail":
                from clientcare.adapters.mail_sendmail import hand_to_program

                return hand_to_program(self.settings, mail, self._environ)
            case _:
                from clientcare.adapters.mail_outbox import lay_down

                return lay_down(mail, self._lay)

    def check(self) -> list[Finding]:
        """What `doctor` says about mail: a mail server is connected to and logged in at, and nothing is sent."""
        try:
            return self._look()
        except ClientcareError as error:
            return [Finding(False, error.message, error.hint)]

    def _look(self) -> list[Finding]:
        settings = self.settings
        match settings.way:
            case "smtp":
                from clientcare.adapters.mail_password import find_password
                from clientcare.adapters.mail_smtp import try_login

                try_login(settings, find_password(settings, self._environ))
                how = "on this machine, without encryption" if settings.security == "none" else "encrypted"
                login = f"the login as {settings.user} works" if settings.user else "no login is set"
                return [Finding(True, f"Mail: {settings.server} answers, {how}; {login}.")]
            case "sendmail":
                from clientcare.adapters.mail_sendmail import find_program

                program = find_program(settings, self._environ)
                return [
                    Finding(True, f"Mail goes through {program}. Whether it delivers shows only when a mail is sent.")
                ]
            case _:
                return [
                    Finding(
                        True,
                        "Mail: no server is set. Mails are laid into the outbox of the share as drafts, and nobody is "
                        "told until a person opens and sends them.",
                        "To send from here: clientcare config set mail.way smtp mail.host HOST",
                    )
                ]
