"""What was said for the whole of a command, and what a person decided about a text that was held back."""

from typing import NamedTuple


class Options(NamedTuple):
    """What was said for the whole command: by option, or by its `CLIENTCARE_*` variable."""

    json: bool = False
    plain: bool = False
    quiet: bool = False
    no_input: bool = False
    mask: bool = False
    me: str = ""
    config: str = ""


class Ruling(NamedTuple):
    """What a person decided about a text that the privacy guard held back: the text to file, and how.

    Overruled it stays as it is; with `mask` its secrets are masked; with neither it was edited and is looked at again.
    """

    text: str
    overrule: bool
    mask: bool = False
