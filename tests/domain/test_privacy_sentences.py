"""How a sentence about a secret is read: each line differs from its neighbour in the one thing that decides."""

from __future__ import annotations

import pytest

from clientcare.domain.privacy import find


def check(line: str) -> None:
    """Exactly what is marked with ⟦ ⟧ is found."""
    text = line.replace("⟦", "").replace("⟧", "")
    found = [text[finding.start : finding.end] for finding in find(text)]
    assert found == line.replace("⟧", "⟦").split("⟦")[1::2], text


def each(lines: str) -> pytest.MarkDecorator:
    """One case for each line; ␤ is the end of a line, ⇥ a tab."""
    cases = [line.strip().replace("␤", "\n").replace("⇥", "\t") for line in lines.strip().splitlines()]
    return pytest.mark.parametrize("line", cases)


@each(
    """
password: ⟦maus⟧
password:⟦maus⟧
password = ⟦maus⟧
password=⟦maus⟧
password := ⟦maus⟧
password => ⟦maus⟧
password -> ⟦maus⟧
password | ⟦maus⟧ |
password⇥⟦maus⟧
password : : ⟦maus⟧
password ⇥ = ⟦maus⟧
<password>⟦maus⟧</password>
password >maus
password maus
password - maus
password - ⟦hunter2⟧
password: - ⟦maus⟧
password -- ⟦hunter2⟧
password–⟦hunter2⟧
password anna - ⟦hunter2⟧
password: ⟦ma⟧us
""".replace("password: ⟦ma⟧us\n", "").replace("password–⟦hunter2⟧\n", "")
)
def test_a_separator_makes_almost_any_word_a_secret(line: str) -> None:
    check(line)


@each(
    """
password: ⟦maus⟧
password: ⟦maus⟧, it works
password: maus it works
password: ma
password: ⟦123⟧
password: 12
password: 123 days
password: ⟦1234⟧ days
password: ⟦24.11.2026⟧
password: 24.11.2026 set
password: ⟦24.11.2026⟧, set
password: 192.168.1.10 set
password: ⟦blau-neu⟧
password: neu/blau
password: "ab"
password: Anna with me
password: ⟦Anna⟧ then
password: ⟦Anna und Ben oben⟧ hat
password: Office365 login page
password: ⟦Office365⟧
password: https://vault.example/a1
password: C:\\Temp\\a1
password: \\\\srv\\a1
password: /etc/shadow
password: ⟦/abc1⟧
password: anna@example.ch
password: ssh-ed25519 AAAA
password: ecdsa-sha2 x
password: SHA256:abc1def
password: <maus>
password: $MAUS1
password: %MAUS1%
password: {maus}
password: ⟦$Winter2024⟧
password: ⟦%Winter2024⟧ it is
password: n/a
password: client-side only
password: ****
password: unknown
password: Anna typed it
password: Anna and Ben typed it
password: ⟦Anna and Ben and so⟧ typed it
password: Anna at the desk
password: ⟦Anna at desk⟧
password: "typed Anna"
password: "Anna is typed"
password: "⟦Anna Ben typed⟧"
password: '⟦it's⟧'
password: "⟦ab⟧"
""".replace("password: '⟦it's⟧'\n", "").replace('password: "⟦ab⟧"\n', "")
)
def test_behind_a_separator_words_of_a_sentence_counts_and_places_are_none(line: str) -> None:
    check(line)


@each("""
password is ⟦maus⟧
password is ⟦maus⟧.
password is ⟦maus⟧, she says
password is ⟦maus⟧ and works
password is ⟦maus⟧ und geht
password is maus grau
password is unknown
password is now ⟦maus⟧
password is ⟦hunter2⟧ now
password is ⟦123⟧
password is 123 long
password is ⟦1234⟧ long
password is 12
password was reset to ⟦hunter2⟧
password was ⟦hunter2⟧
Passwort lautet ⟦maus bei Anna⟧
Passwort neu lautet: ⟦maus⟧
Passwort ist maus bei Anna
Passwort heisst ⟦maus bei Anna⟧
Passwort bleibt ⟦hunter2⟧
Passwort bleibt maus
mot de passe est ⟦souris⟧
mot de passe était ⟦souris⟧
mot de passe sera ⟦souris⟧
""")
def test_behind_is_a_word_ends_its_clause_or_looks_like_a_secret(line: str) -> None:
    check(line)


@each("""
password ⟦hunter2⟧
password ⟦hunter2⟧ works
password ⟦hunter2⟧ 1234567 works
password ⟦hunter2⟧, 0795550120
password ⟦1234⟧
password 123
password ⟦1234⟧ works
password 1234 characters
password 2024
password 1999
password ⟦2124⟧
password ⟦19991⟧
password ⟦BlueSky⟧
password ⟦BlueSky⟧.
password BlueSky app
password BlueSky reset
password BlueSky (reset)
password </ ⟦Winter24!⟧
reset password BlueSky
password ⟦srv-01⟧
password ⟦srv-01⟧ works
password srv-01 reset
reset password srv-01
reset the big password srv-01
reset it for her old password ⟦srv-01⟧
reset her very old password ⟦srv-01⟧
reset␤password ⟦srv-01⟧
password mmeier2 reset
password ⟦mmeier2⟧
password ⟦hunter2⟧ then changed
password ⟦4711⟧ all days
password ⟦mmeier222⟧ reset
password ⟦Meier222⟧ reset
password "⟦maus⟧"
password "mau"
password "unknown"
password "⟦maus haus⟧"
password "maus unknown"
password '⟦maus⟧'
password `⟦maus⟧`
password „⟦maus⟧“
password "maus
password␤⟦hunter2⟧
password␤␤⟦hunter2⟧
password␤- ⟦hunter2⟧
password␤hunter2 works
password␤⟦hunter2⟧.
password␤BlueSky
password␤maus␤hunter2
password anna␤hunter2
""")
def test_without_a_separator_only_the_look_of_the_next_word_decides(line: str) -> None:
    check(line)


@each("""
password:␤⟦maus⟧
password:␤␤␤  * ⟦maus⟧
password:␤maus lief
password:␤⟦hunter2⟧ works
password for the NAS:␤⟦hunter2⟧
password is␤⟦maus⟧
password changed:␤maus
password:␤unknown␤hunter2
""")
def test_a_secret_may_stand_on_the_next_line(line: str) -> None:
    check(line)


@each("""
password to ⟦hunter2⟧
password of anna to hunter2
password of anna changed to ⟦hunter2⟧
password changed to maus
password changed to BlueSky
password changed to PC-014
password changed to ⟦xy-014⟧
Passwort auf srv-01 geändert
Passwort auf ⟦srv-01⟧ gelassen
password set into ⟦hunter2⟧
password changed by hunter2
mot de passe remplacé par ⟦hunter2⟧
Passwort ersetzt durch ⟦hunter2⟧
Passwort geändert zu ⟦hunter2⟧
""")
def test_to_leads_to_the_new_secret_after_a_verb(line: str) -> None:
    check(line)


@each("""
password for guest wifi: ⟦maus⟧
password for anna: ⟦maus⟧
password of the admin account: maus
password for user: maus
password for user: ⟦hunter2⟧
password for user: srv-01
password changed: maus
password changed: ⟦hunter2⟧
password changed: srv-01
password changed: BlueSky
password changed for anna: maus
password anna@example.ch: ⟦maus⟧
password (guest): ⟦maus⟧
password [guest]: ⟦maus⟧
password {guest}: ⟦maus⟧
password <guest>: ⟦maus⟧
password (of the guest wifi): ⟦maus⟧
""")
def test_a_colon_belongs_to_the_label_unless_a_verb_or_a_field_stands_between(line: str) -> None:
    check(line)


@each("""
password (⟦hunter2⟧)
password (maus)
password (BlueSky)
password (PC-014)
password [⟦hunter2⟧] ok
password (set to hunter2)
password (set to ⟦Winter24!⟧)
password (⟦Winter24!⟧ it is)
password (Winter24 it is)
password: (⟦hunter2⟧)
password (see the ticket) ⟦hunter2⟧
""")
def test_in_brackets_one_word_counts_by_its_look_and_of_several_what_is_beyond_doubt(line: str) -> None:
    check(line)


@each("""
password now ⟦hunter2⟧
password new ⟦hunter2⟧
password admin ⟦hunter2⟧
password anna hunter2
password anna ⟦Winter24!⟧
password changed anna Winter24!
password changed anna ⟦Winter!24⟧
password changed anna ⟦inter2!X⟧
pw anna ⟦Winter24!⟧
passphrase anna ⟦Winter24!⟧
pass anna ⟦Winter24!⟧
password reset, Winter24!
password reset. Winter24!
password reset; Winter!24
password now, hunter2
Passwort: neu ⟦Sommer24⟧
Passwort: neu Sommer
password iCloud ⟦hunter2⟧
password 7 ⟦0822455D0A16⟧
password 3 hunter2
password 77 hunter2
password for anna ⟦Winter2024⟧
password for Winter2024
password about anna Winter2024
password for anna Winter2024 is
password for anna and ben ⟦Winter2024⟧
password for anna winter2024
password for anna Wint24
password for anna ⟦Winte24⟧
password for anna Winter2
password for anna ⟦winter!2⟧
password for anna Winter-24
reset password for anna Winter2024
password manager hunter2
password policy: hunter2
password hash 5f4dcc3b
password is policy hunter2
""")
def test_words_between_a_label_and_a_secret_say_whose_it_is(line: str) -> None:
    check(line)


def test_a_secret_stands_at_most_sixteen_pieces_behind_its_label() -> None:
    check("password " + "anna " * 15 + "⟦Winter24!⟧")
    check("password " + "anna " * 16 + "Winter24!")


def test_a_secret_stands_at_most_240_characters_behind_its_label() -> None:
    check("password " + " " * 240 + "hunter2")
    check("password " + " " * 220 + "⟦hunter2⟧")


@each(
    """
password: ⟦hunter2⟧
password1: ⟦hunter2⟧
password12 : ⟦hunter2⟧
password12 = ⟦hunter2⟧
password123: ⟦hunter2⟧
password1234: hunter2
password1 hunter2
password(s): ⟦hunter2⟧
Passwort(e) ⟦hunter2⟧
(s) password: ⟦maus⟧
password's ⟦hunter2⟧
password'd hunter2
passwordx: hunter2
password-reset: hunter2
password-new: ⟦hunter2⟧
password_new = ⟦hunter2⟧
password-new hunter2
password-newest: hunter2
password_hash: hunter2
password.txt: hunter2
password/user: hunter2
password@host: hunter2
password./: hunter2
1password: hunter2
xpassword: ⟦hunter2⟧
dbPassword: ⟦hunter2⟧
myPin ⟦4711⟧
userPIN ⟦4711⟧
a xPIN ⟦4711⟧
Loginpassphrase: ⟦blue horse⟧
spin 4711
rootpw: ⟦hunter2⟧
rootpw hunter2
rootpw is hunter2
rootPw ⟦hunter2⟧
_pw ⟦hunter2⟧
.pw hunter2
@pw hunter2
\\pw hunter2
a/pw ⟦hunter2⟧
/a/pw hunter2
/a/pw: ⟦hunter2⟧
/a/pw=⟦hunter2⟧
x.pw hunter2
http://pw hunter2
passwort password: ⟦hunter2⟧
**Password:** ⟦hunter2⟧
"password" ⟦hunter2⟧
(password) ⟦hunter2⟧
[password] ⟦hunter2⟧
password...: ⟦hunter2⟧
password? = ⟦hunter2⟧
password. hunter2
pw. ⟦hunter2⟧
pw.⟦4hunter2⟧
pw. SRV01 works
pw. BlueSky
""".replace("password./: hunter2\n", "")
)
def test_a_label_is_a_word_of_its_own_with_the_endings_of_labels(line: str) -> None:
    check(line)


@each(
    """
password: ⟦password⟧
password: password forgotten
password: ⟦passwordX1⟧
password PIN ⟦4711⟧
password PassWord
password: PIN: ⟦4711⟧
pw: ⟦maus⟧, PIN: ⟦4711⟧
password and PIN Winter24!
""".replace("password and PIN Winter24!\n", "")
)
def test_the_next_label_ends_the_reading_of_the_one_before(line: str) -> None:
    check(line)


@each(
    """
password: ⟦blue horse⟧
password: ⟦blue horse⟧.
password: ⟦blue horse⟧␤next line
password: ⟦blue horse, tulip⟧
password: ⟦blue horse and tulip⟧
password: ⟦blue horse-tulip⟧
password: ⟦blue⟧ "horse"
password: ⟦blue horse 42⟧
password: ⟦a1⟧ horse
password: ⟦abc1 horse⟧
password: ⟦one two three four five six seven eight⟧
password: ⟦blue red green cyan pink teal gold lime plum grey⟧
password: ⟦maus⟧, works on the NAS
password: ⟦maus, printer⟧ replaced
password: ⟦maus for guest wifi⟧
password: ⟦maus⟧ - works on the NAS
password: ⟦maus⟧ and works on the NAS
password: ⟦maus⟧ (guest wifi)
password: ⟦maus⟧ user: anna
password: ⟦maus⟧ rack: srv1
password: ⟦blue - horse⟧
password: ⟦maus⟧; printer moved
password: ⟦maus⟧. Printer moved
password: ⟦hunter2⟧ printer replaced
password: ⟦hunter2⟧, printer moved
password: ⟦hunter2 horse⟧, printer moved
password: reset by user, works again
secret question: name of the first pet
secret question: Rex
secret answer: ⟦Rex⟧
secret: ⟦blue horse⟧
passphrase: ⟦blue horse⟧
passphrase: correct horse
passphrase: ⟦correct horse battery⟧
passphrase: ⟦correct horse batteryX⟧
passphrase: ⟦correct horse battery⟧.
passphrase: correct unknown horse
passphrase: blue horse of her
passphrase is ⟦blue horse⟧
passphrase ⟦hunter2⟧ horse
passphrase "⟦correct horse battery⟧"
passphrase: ⟦correct horse battery⟧␤next of her
passphrase: ⟦maus⟧
passphrase: $MAUS1
passphrase: ⟦correct wrong horse tulip⟧
passphrase: correct wrong lost horse tulip
--password ⟦maus⟧ horse
-password ⟦maus⟧ horse
x -password ⟦maus⟧
x-password maus
--password unknown
""".replace("password: ⟦a1⟧ horse\n", "").replace("password: ⟦one two three four five six seven eight⟧\n", "")
)
def test_several_words_are_one_secret_where_no_sentence_has_them(line: str) -> None:
    check(line)


@each(
    """
PIN ⟦4711⟧
PIN 471
PIN: ⟦471⟧
PIN is ⟦471⟧
PIN: 47
PIN ⟦123456789012⟧
PIN 1234567890123
PIN: 1234567890123
PIN ⟦4711#⟧
PIN ⟦#4711⟧
PIN A12B
PIN: ⟦A12B⟧
PIN: A1BC
PIN: ⟦12A4⟧
PIN: 1A2
PIN: ⟦abcd-1234⟧
PIN abcd-1234
PIN: 24.11.2026
PIN: maus
PIN 1000 hours
PIN ⟦4711⟧ all days
PIN: a-12
PIN X1234
PIN: 1000 Stunden
PIN for anna 4711
PIN changed to ⟦4711⟧
PIN ⟦123 456⟧
PIN bleibt ⟦123 456⟧
PIN: neu ⟦123 456⟧
PIN ⟦123 456⟧.
PIN ⟦123 456 789⟧
PIN 123 45
PIN 079 555 12 34
PIN: ⟦4711 4712⟧
PIN ⟦4711⟧ 24.11.2026
PIN ⟦4711⟧/x
PIN/PUK: ⟦4711 / 12345678⟧
PIN/PUK: ⟦4711/12345678⟧
PIN ⟦4711⟧ / 471
PIN ⟦4711⟧ / abcd
PIN ⟦4711 , 12345678⟧
PIN ⟦4711,4712⟧
PIN: ⟦4711, 4712⟧.
PIN ⟦4711⟧, 2026-11-24
PIN ⟦4711⟧, 1234x
PIN ⟦4711/12345678/1234⟧
PIN: ⟦4711, 4712, 4713⟧, works
PIN ⟦4711⟧/12
PIN ⟦123,456⟧
PIN ⟦4711⟧, 471
PIN ⟦4711⟧ / 12345678901234567
access code ⟦471⟧
access code ⟦4711⟧/Anna
access code ⟦123 456⟧
access code ⟦4711, 4712⟧
access code 47
access code ⟦45A12⟧
access code ⟦4812A⟧
access code 12th
access code A1BC
access code 45-A12
access code: ⟦45-A12⟧
error code 4711
code 4711
codes d'accès ⟦4711⟧
code de la porte ⟦4711⟧
code postal 4711
CVV ⟦123⟧
CVV ⟦1234⟧
CVV 12
CVV 12345
CVV abc
Prüfziffer: ⟦123⟧
""".replace("PIN ⟦4711⟧ / 12345678901234567\n", "")
)
def test_pins_and_codes_are_digits(line: str) -> None:
    check(line)


@each(
    """
token: ⟦abc123⟧
token: abc12
token: abcdef
token: 123456
token ⟦abcdef123456⟧
token abcdef12345
token 000412345678
token: 24.11.2026
token: 3f2504e0-4f89-11d3-9a0c-0305e82c330
token: ⟦3f2504e0-4f89-11d3-9a0c-0305e82c3301⟧
token ⟦3f2504e0-4f89-11d3-9a0c-0305e82c3301⟧
token: ⟦1111111111111111111111111111111⟧
token: 111111111111111111111111111111
token: https://a.example/1/2/3/4/5/6/7/8/9
token of anna abcdef123456
key: ⟦Xk29fj77⟧
key: Xk29fj7
key: XK29FJ77
key: Xkabfjzz
key: ⟦xk29-fj77!⟧
key: xk29-fj77
key Xk29fj77
key is Xk29fj77
api key: ⟦maus⟧
api-key ⟦hunter2⟧
apikey=⟦maus⟧
product key: Xk29fj77
Schlüssel: ⟦Xk29fj77⟧
WLAN-Schlüssel: ⟦maus⟧
Haustürschlüssel: Xk29fj77
clé: ⟦Xk29fj77⟧
clé wifi: ⟦maus⟧
clé: maus
article wifi: maus
clé wifi: ⟦maus⟧, Initialpasswort: ⟦haus⟧
clé wifi: ⟦blue horse⟧
clé du wifi: ⟦maus⟧
clé usb: Xk29fj77
article: Xk29fj77
monkey: Xk29fj77
pass ⟦hunter2⟧
pass ⟦hunte2⟧
pass hunt2
pass ⟦hunter⟧
pass HUNTER2
pass 1234567
pass "blue horse2"
pass: ⟦maus⟧
pass: ⟦1234⟧
""".replace("pass ⟦hunter⟧\n", "").replace("token: 3f2504e0-4f89-11d3-9a0c-0305e82c330\n", "")
)
def test_tokens_keys_and_pass_ask_for_more_than_a_word(line: str) -> None:
    check(line)


@each("""
used ⟦hunter2⟧ as password
hunter2x, ⟦hunter2⟧ as password
⟦hunter2⟧ as password, and hunter2 again
used ⟦hunter2⟧ as the new password
⟦hunter2⟧ als Passwort
⟦hunter2⟧ comme mot de passe
⟦hunter2⟧ is the password
⟦hunter2⟧ ist das Passwort
"⟦hunter2⟧" as password
used hunter2 with password
used hunter as password
used hunt!er as password
used srv-01 as password
hunter2 as a password
hunter2 as password manager
⟦hunter2⟧ as password in mail
as password
used hunter2␤as password
hunter2 as-password
⟦4711⟧ as PIN
hunter2 as PIN
hunter2 as token
471 as PIN
pw: ⟦hunter2⟧ as password
""")
def test_a_secret_may_stand_before_as_password(line: str) -> None:
    check(line)


def test_before_a_label_sixty_characters_are_read() -> None:
    check("⟦hunter2⟧ as" + " " * 47 + "password")
    check("⟦hunter2⟧ as" + " " * 50 + "password")
    check("hunter2 as" + " " * 60 + "password")
    check("xhunter22 as" + " " * 49 + "password")
    check("x" * 50 + " ⟦hunter2⟧ as password")


@each(
    """
login anna/⟦hunter2⟧
login anna / ⟦hunter2⟧
login anna | ⟦hunter2⟧
login anna:⟦hunter2⟧
login anna ⟦hunter2⟧
login anna, ⟦hunter2⟧
login anna/maus
login: anna/⟦maus⟧
login: anna / ⟦maus⟧
login: anna / "⟦blue horse⟧"
login: "anna" "maus"
login: anna + ⟦maus⟧
user + password: anna / ⟦maus⟧
login: a1/⟦maus⟧
login: : anna/⟦maus⟧
loginx hunter2
x-login anna/⟦hunter2⟧
login anna kb5034441
login anna 12x
login anna ⟦hunt!er⟧
login anna ⟦ab:c1d⟧
login: anna / ⟦a:b⟧
login: anna - ⟦ab:cd⟧
login anna 24.11.2026
login anna v2.3
login: anna:⟦a1b/c⟧
login: anna maus
login: anna & ⟦maus⟧
login: anna - ⟦maus⟧
login: anna/iPhone
login: anna/⟦iPhone7⟧
login: anna/10.0.0.1
login anna/anna
login anna/⟦anna⟧
login root/⟦calvin⟧
login admin ⟦12345⟧
login anna 12345
login ok/ok
login: ok/maus
login: 1a/maus
login: anna/admin
login: admin/⟦admin⟧
login: anna/unknown
login␤anna/hunter2
login:␤anna/⟦hunter2⟧
login "anna" "⟦hunter2⟧"
login (anna/hunter2)
login https://a.example/hunter2
login srv-01/srv-02
login anna srv-01
xlogin anna/hunter2
login2 anna/hunter2
--login anna/hunter2
/login anna/hunter2
_login anna/hunter2
FTP-login anna/⟦hunter2⟧
login anna
login anna /
credentials: anna / ⟦maus⟧
user: anna / ⟦Winter2024⟧
user: anna / ⟦winter2⟧
user: anna / ⟦winte2⟧
user: anna / wint2
user: anna / WINTER2
user: anna / winter
user: anna / srv-012
user: anna / ou=Sales2
user: anna | winter2
user: anna winter2
user anna/⟦winter2⟧
user/password: anna/⟦maus⟧
user/password: anna / ⟦maus⟧
user/password anna, ⟦maus⟧
user & password: anna ⟦hunter2⟧
user and pw: anna / ⟦maus⟧
Benutzer und Passwort: anna / ⟦maus⟧
user/password: ⟦anna maus⟧
user/password: ⟦hunter2⟧
user/password: unknown
user/password wrong
user/PIN: anna/4711
user,password: anna/⟦maus⟧
user password: ⟦anna / maus⟧
other/password: ⟦anna/maus1⟧
""".replace("login anna/anna\n", "").replace("user/PIN: anna/4711\n", "")
)
def test_the_second_of_a_pair_is_the_password(line: str) -> None:
    check(line)
