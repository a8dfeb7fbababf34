"""Doctor: what is right and wrong with set-up, share, files, mail, terminal, shell history and editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from clientcare.domain.errors import ClientcareError, InvalidFile, Unreachable
from clientcare.domain.examinations import Check, examination
from clientcare.domain.keeping import entries
from clientcare.domain.places import copies_note
from clientcare.domain.shells import how_to_forget
from clientcare.domain.times import say_minutes, say_moment
from clientcare.services.shares import checks as share_checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk
    from clientcare.domain.examinations import Examination, Surroundings, Verdict
    from clientcare.domain.shares import Race
    from clientcare.domain.shop import Shop, UserSettings

T = TypeVar("T")
COMFORTABLE = 60  # columns: below, most lines break
FIRST_YEAR = 2026  # clientcare is no older: a clock before it was never set


def examine(desk: Desk, *, keep: bool = False, race: Race | None = None) -> Examination:
    """Look at everything once. Never raises a ClientcareError: each becomes a check that says what is wrong.

    `keep` writes into the shop's settings what kind of share it is, with what a `race` of two machines showed.

    Works before `init`, and with a share that does not answer: what cannot be looked at then is said to be unknown.
    """
    around = desk.surroundings
    checks = [*_terminal(around), *_history(around), *_editor(around)]
    settings = _attempt(checks, "set-up", lambda: desk.settings)
    if settings is None:
        checks.append(Check("share", "unknown", "Not looked at, because your settings cannot be read."))
    elif not settings.share:
        checks.append(
            Check(
                "set-up",
                "bad",
                "clientcare is not set up for you yet.",
                "Set up a shop, or join one, in the directory that the shop shares:\n  clientcare init DIRECTORY",
            )
        )
    else:
        checks.append(Check("set-up", "good", f"Your settings are in {around.settings_file}."))
        _look_at_shop(desk, around, settings, checks, keep, race)
    return examination(checks)


def _attempt(checks: list[Check], area: str, look: Callable[[], T]) -> T | None:
    """What `look` answers; an error becomes a check of the area, a file with a mistake one of the files."""
    try:
        return look()
    except InvalidFile as error:
        checks.append(Check("files", "bad", error.message, error.hint))
    except ClientcareError as error:
        checks.append(Check(area, "bad", error.message, error.hint))
    except OSError as error:
        checks.append(Check(area, "bad", f"The system refused: {error}."))
    return None


def _look_at_shop(
    desk: Desk, around: Surroundings, settings: UserSettings, checks: list[Check], keep: bool, race: Race | None
) -> None:
    shop = _attempt(checks, "share", lambda: _shop_that_is_there(desk))
    checks.extend(_place(around, settings, shop))
    checks.extend(_kept_here(desk))
    if any(check.area == "share" and check.verdict == "bad" for check in checks) and shop is None:
        for area, what in (("set-up", "Who you are"), ("files", "The files"), ("mail", "Mail")):
            checks.append(Check(area, "unknown", f"{what} could not be looked at, because the share cannot be read."))
        return
    if _attempt(checks, "share", lambda: _written(desk)):
        checks.append(Check("share", "good", "Files can be written there."))
        _attempt(checks, "share", lambda: checks.extend(_nature(desk, around, keep, race)))
    me = _attempt(checks, "set-up", lambda: desk.me)
    if me is not None and me.roles:
        roles = ", ".join(role.replace("-", " ") for role in me.roles)
        checks.append(Check("set-up", "good", f"You are {me.name} ({me.handle}), {roles}."))
    elif me is not None:
        advice = f"To give you one:\n  clientcare team edit {me.handle} --role ROLE"
        checks.append(Check("set-up", "warn", f"You are {me.name} ({me.handle}), and have no role yet.", advice))
    faults = _attempt(checks, "files", desk.store.faults)
    checks.extend(Check("files", "bad", fault, "Mend it in an editor, then look again.") for fault in faults or ())
    if shop is None:
        checks.append(Check("mail", "unknown", "Not looked at, because the shop's settings cannot be read."))
        return
    if faults == []:
        checks.append(Check("files", "good", "The settings of the shop, its team and its clients can be read."))
    checks.append(_is_the_shop(settings, shop))
    _attempt(checks, "set-up", lambda: checks.extend(_clock(desk, around, shop)))
    _attempt(checks, "mail", lambda: checks.extend(_mail(desk, shop)))


def _nature(desk: Desk, around: Surroundings, keep: bool, race: Race | None) -> list[Check]:
    return share_checks(desk, around.place, keep=keep, race=race) if around.place else []


def _shop_that_is_there(desk: Desk) -> Shop:
    """The settings as the share has them, not as they were read last."""
    shop, away = desk.shop, desk.store.keeping().away
    if away:
        raise Unreachable(away, "Mount the share and try again. If it moved: clientcare init DIRECTORY")
    return shop


def _kept_here(desk: Desk) -> list[Check]:
    """What is kept sealed on this machine; nothing where the shop was never reached from here."""
    try:
        keeping = desk.store.keeping()
    except ClientcareError:
        return []
    found = []
    if keeping.held:
        says = f"{entries(keeping.held)} kept sealed on this laptop, because the share could not take them."
        advice = "The next command that reaches it saves them, or:\n  clientcare store sync"
        found.append(Check("share", "warn", says, advice))
    if keeping.unproven:
        says = f"{entries(keeping.unproven)} saved lately: a sealed copy stays until the share has shown them again."
        found.append(Check("share", "good", says))
    if keeping.aside:
        says = f"{entries(keeping.aside)} on this laptop cannot be read with any key of the share"
        advice = "If a key is missing in _clientcare/keys, bring it back, then:\n  clientcare store sync"
        found.append(Check("share", "bad", f"{says}: {keeping.folder}/aside.", advice))
    return found


def _written(desk: Desk) -> bool:
    desk.store.probe()
    return True


def _is_the_shop(settings: UserSettings, shop: Shop) -> Check:
    if settings.store:
        return Check("share", "good", f"It is the share of {shop.name}, the shop that you joined.")
    return Check(
        "share",
        "warn",
        f"It is the share of {shop.name}; your settings do not say that this is the shop that you joined.",
        f"To join it:\n  clientcare init {settings.share}",
    )


def _place(around: Surroundings, settings: UserSettings, shop: Shop | None) -> list[Check]:
    place, share = around.place, settings.share
    if place is None:
        return [Check("share", "bad", around.place_problem or f"Where {share} is cannot be told.")]
    where = f"The shop's directory {share} is {place.why}."
    if place.kind == "local" and not settings.on_this_machine:
        advice = (
            "Mount the share, then look again. If it has moved:\n  clientcare init DIRECTORY\n"
            f"If this machine is the file server:\n  clientcare init {share} --on-this-machine"
        )
        return [Check("share", "bad", f"{where} Client files would stay on this machine.", advice)]
    if place.kind == "local":
        server = shop.file_server if shop else ""
        if server and server != settings.machine:
            says = f"{where} The shop's settings call {server} its file server, and this machine is {settings.machine}."
            return [Check("share", "warn", says, f"If the name changed:\n  clientcare init {share} --on-this-machine")]
        return [Check("share", "good", f"{where} That was chosen: this machine is the file server.")]
    found = [Check("share", "good", where)]
    if place.local_copies:
        advice = "A share mounted by SMB, NFS or SSHFS keeps none. Otherwise see that this machine's disk is encrypted."
        found.append(Check("share", "warn", copies_note(place), advice))
    if settings.on_this_machine:
        says = "Your settings say that this machine is the file server, but the directory is not on a disk of its own."
        found.append(Check("share", "warn", says, f"To join again:\n  clientcare init {share}"))
    return found


def _clock(desk: Desk, around: Surroundings, shop: Shop) -> list[Check]:
    now = desk.now()
    if now.year < FIRST_YEAR:
        says = f"This machine's clock says {say_moment(now)}, which cannot be right."
        return [Check("set-up", "bad", says, "Set the clock: every entry carries its time.")]
    how = ", set by a time server" if around.clock_is_set else ""
    says = f"It is {say_moment(now)} in {shop.zone_name}, the shop's time zone{how}."
    offset = now.utcoffset()
    if offset is not None and offset.total_seconds() / 60 != around.utc_offset:
        sign = "-" if around.utc_offset < 0 else "+"
        says += f" This machine itself is set to UTC{sign}{say_minutes(abs(around.utc_offset))}; entries are not."
    return [Check("set-up", "good", says)]


def _mail(desk: Desk, shop: Shop) -> list[Check]:
    checks = []
    for finding in desk.post.check():
        known = finding.good and (not finding.hint or shop.collects_outbox)
        verdict: Verdict = "bad" if not finding.good else "good" if known else "warn"
        checks.append(Check("mail", verdict, finding.text, "" if known else finding.hint))
    return checks


def _terminal(around: Surroundings) -> list[Check]:
    terminal = around.terminal
    found = []
    if not terminal.encoding.replace("-", "").startswith("UTF"):
        advice = (
            "In this terminal type:\n  chcp 65001"
            if around.platform == "windows"
            else "In your shell's start-up file write:\n  export LANG=C.UTF-8"
        )
        says = f"The output's encoding is {terminal.encoding or 'unknown'}: letters with accents cannot all be shown."
        found.append(Check("terminal", "warn", says, advice))
    if not terminal.there:
        found.append(Check("terminal", "unknown", "The output goes to no terminal now, so none was looked at."))
    elif terminal.width < COMFORTABLE:
        says = f"The terminal is {terminal.width} columns wide: most lines break."
        found.append(Check("terminal", "warn", says, "80 columns or more are comfortable."))
    if terminal.there and not found:
        colour = "with colours" if terminal.colour else "without colours"
        found.append(Check("terminal", "good", f"The terminal is {terminal.width} columns wide, {colour}, in UTF-8."))
    return found


def _history(around: Surroundings) -> list[Check]:
    found = []
    for history in around.histories:
        shell = history.shell
        if not history.set_up:
            says = f"Commands typed in {shell} stay in its history, and with them the words of your notes."
            found.append(
                Check("history", "warn", says, f"To keep them out:\n  clientcare shell-setup {shell} --install")
            )
        if history.lines:
            lines = "1 line" if history.lines == 1 else f"{history.lines} lines"
            says = f"{lines} in {history.file} may hold client data."
            found.append(Check("history", "warn", says, how_to_forget(shell, history.file)))
        if history.set_up and not history.lines:
            found.append(Check("history", "good", f"clientcare stays out of the history of {shell}."))
    for name in around.recorders:
        says = f"{name} keeps a history of its own, which clientcare's lines for the shell do not reach."
        found.append(
            Check("history", "warn", says, f"Exclude commands that begin with clientcare in {name}'s settings.")
        )
    if not found:
        says = "Which shell you work in is not known, so its history was not looked at."
        found.append(Check("history", "unknown", says, "clientcare shell-setup bash, zsh, fish or powershell"))
    return found


def _editor(around: Surroundings) -> list[Check]:
    if around.editor and not around.editor_found:
        says = f"The editor that EDITOR names is not there: {around.editor}."
        return [Check("editor", "warn", says, "Name another one, for example: export EDITOR=nano")]
    editor = (
        f"Your editor is {around.editor}." if around.editor else "No editor is named; notes are typed at the prompt."
    )
    where = f"in memory ({around.memory})" if around.memory else "in the share"
    return [Check("editor", "good", f"{editor} A note that is written in an editor lies {where} meanwhile.")]
