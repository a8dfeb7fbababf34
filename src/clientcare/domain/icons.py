"""Icons of guides: Ionicons names to one terminal glyph each, with a plain-text stand-in."""

from __future__ import annotations

UNKNOWN = ("•", "-")

_ICONS = {
    "alarm": ("◷", "@"),
    "alert": ("▲", "!"),
    "analytics": ("▟", "#"),
    "apps": ("▦", "#"),
    "archive": ("▤", "="),
    "attach": ("§", "&"),
    "battery-full": ("▮", "="),
    "book": ("▤", "="),
    "bookmark": ("▼", "v"),
    "briefcase": ("▣", "#"),
    "bug": ("✱", "*"),
    "build": ("⚒", "x"),
    "business": ("⌂", "^"),
    "cafe": ("♨", "u"),
    "calendar": ("▦", "#"),
    "call": ("☏", "c"),
    "camera": ("◉", "o"),
    "card": ("▭", "$"),
    "cart": ("◡", "u"),
    "cash": ("¤", "$"),
    "chatbox": ("❝", '"'),
    "chatbubbles": ("❝", '"'),
    "checkbox": ("☑", "x"),
    "checkmark": ("✓", "+"),
    "checkmark-circle": ("✓", "+"),
    "clipboard": ("▤", "="),
    "close": ("✗", "x"),
    "cloud": ("☁", "~"),
    "code": ("≺", "<"),
    "cog": ("✲", "*"),
    "construct": ("⚒", "x"),
    "copy": ("❐", "="),
    "create": ("✎", "/"),
    "desktop": ("▭", "#"),
    "document": ("▤", "="),
    "download": ("↓", "v"),
    "ear": ("◖", "("),
    "eye": ("◎", "o"),
    "flag": ("⚑", "!"),
    "flash": ("ϟ", "!"),
    "folder": ("▰", "/"),
    "globe": ("◍", "o"),
    "hand": ("⊘", "|"),
    "happy": ("☺", ")"),
    "heart": ("♥", "<"),
    "help": ("?", "?"),
    "home": ("⌂", "^"),
    "hourglass": ("⧖", "X"),
    "image": ("▨", "#"),
    "information": ("ℹ", "i"),
    "key": ("⚷", "k"),
    "keypad": ("▦", "#"),
    "laptop": ("▭", "#"),
    "link": ("∞", "&"),
    "list": ("≡", "="),
    "location": ("◈", "@"),
    "lock-closed": ("⊠", "x"),
    "logo-apple": ("◆", "*"),
    "logo-css3": ("#", "#"),
    "logo-html5": ("≺", "<"),
    "logo-windows": ("⊞", "#"),
    "mail": ("✉", "@"),
    "map": ("▨", "#"),
    "mic": ("♪", "o"),
    "moon": ("☾", "("),
    "notifications": ("♪", "!"),
    "open": ("↗", ">"),
    "paper-plane": ("➤", ">"),
    "pause": ("‖", "="),
    "people": ("⚇", "&"),
    "person": ("☻", "o"),
    "phone-portrait": ("▯", "#"),
    "play": ("▶", ">"),
    "print": ("⎙", "p"),
    "pulse": ("∿", "~"),
    "refresh": ("↻", "o"),
    "ribbon": ("✪", "*"),
    "rocket": ("▲", "^"),
    "sad": ("☹", "("),
    "save": ("▼", "v"),
    "school": ("▲", "^"),
    "search": ("⌕", "o"),
    "send": ("➤", ">"),
    "server": ("▤", "="),
    "settings": ("✲", "*"),
    "shield": ("⛨", "#"),
    "speedometer": ("◔", "o"),
    "star": ("★", "*"),
    "stats-chart": ("▟", "#"),
    "stop": ("■", "x"),
    "sunny": ("☀", "*"),
    "sync": ("↻", "o"),
    "thumbs-up": ("↑", "+"),
    "time": ("◷", "@"),
    "trash": ("✗", "x"),
    "trophy": ("✪", "*"),
    "tv": ("▭", "#"),
    "videocam": ("▷", ">"),
    "wallet": ("¤", "$"),
    "warning": ("▲", "!"),
    "wifi": ("≋", "~"),
}
_PREFIXES = ("md-", "ios-", "ion-")


def glyph(icon: str, *, symbols: bool = True) -> str:
    """One character of one cell for an Ionicons name; `symbols=False` gives ASCII.

    Variants fall back to what they vary: `md-star-outline` is `star`, `checkmark-circle` has its own or is `checkmark`.
    A name that is not known is a plain dot, an empty one a space.
    """
    if not icon:
        return " "
    name = icon.strip().casefold()
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    while name:
        if name in _ICONS:
            return _ICONS[name][0 if symbols else 1]
        name = name.rpartition("-")[0]
    return UNKNOWN[0 if symbols else 1]
