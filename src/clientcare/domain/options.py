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
    """What a person decided about a text that the privacy guard held back: the text to file, and whether as it is."""

    text: str
    overrule: bool
