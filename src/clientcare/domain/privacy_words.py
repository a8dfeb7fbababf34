"""The words by which the privacy guard reads a sentence in English, German and French: small letters, no accents.

Words of German are listed with both spellings (geandert and geaendert) where the umlaut matters.
"""

from __future__ import annotations

# What a keyword asks of the text behind it:
#   open    a secret by its look; behind a colon, "is" and the like almost any word
#   phrase  as open, and behind a colon or in quotes several words
#   glued   as open, and only as open behind a colon where letters stand directly before it (rootpw:)
#   pass    as open behind a colon; otherwise small letters with a digit or a symbol: the word has other meanings
#   token   letters with digits, six or more; twelve or more without a colon
#   pin     digits, four to twelve; behind a colon three and more, and letters with digits
#   code    as pin, and letters with digits also without a colon
#   card    three or four digits
#   weak    only behind a colon, and only what looks like a secret beyond doubt: a key is most often made of metal
OPEN = "open"
KEYWORDS = {
    word.replace("_", " "): (kind, asks)
    for kind, asks, words in (
        (
            "password",
            "open",
            """
            password passwords passwort passworts passworte passworter passwoerter passwd passwrd pasword paswort
            passcode passcodes kennwort kennworts kennworte kennworter kennwoerter mot_de_passe mots_de_passe motdepasse
            """,
        ),
        ("password", "phrase", "passphrase passphrases passphrasen phrase_de_passe phrase_secrete"),
        ("password", "glued", "pw pws pwd psw pswd mdp passw p/w"),
        ("password", "pass", "pass"),
        ("pin", "pin", "pin pins puk puks nip pin_code pin-code pincode otp mtan tan geheimzahl geheimnummer"),
        ("pin", "code", "digicode"),
        (
            "secret",
            "open",
            """
            secret secrets psk keymaterial key_content schlusselinhalt schluesselinhalt contenu_de_la_cle
            community_string snmp_community
            """,
        ),
        ("secret", "token", "token tokens jeton jetons bearer"),
        ("card-code", "card", "cvv cvc cvv2 cvc2 cvn prufziffer kartenprufnummer kartenpruefnummer"),
    )
    for word in words.split()
}
# What may hang on a keyword without making it another thing: password_new=, Passwort-WLAN:
ENDINGS = tuple("new old neu alt confirm confirmation repeat admin root user wlan wifi".split())

# Keys and codes are keywords by what stands before or behind them; behind a word of KEY_NEVER a key is none.
KEY_HEADS = ("key", "keys", "schlussel", "schluessel", "schlussels")
CODE_HEADS = ("code", "codes")
KEY_BEFORE = tuple(
    """
    api apis access secret private wifi wi-fi wlan wpa wpa2 wpa3 wep network netzwerk netz security sicherheits
    encryption verschlusselungs verschluesselungs recovery wiederherstellungs master haupt shared preshared
    pre-shared account storage signing session sas ssh auth authentication bitlocker hotspot vpn radius funk admin
    psk
    """.split()
)
KEY_NEVER = tuple(
    """
    product produkt license licence lizenz registry registrierungs public offentlicher oeffentlicher host foreign
    primary hot function shift control windows aktivierungs activation volume serial haus tur tuer auto spare
    """.split()
)
CODE_BEFORE = tuple(
    """
    pin access zugangs zugriffs zutritts door tur tuer haustur haustuer gate tor alarm unlock entsperr entsperrungs
    lock security sicherheits geheim verification verifizierungs bestatigungs bestaetigungs sms mfa 2fa otp auth
    authenticator safe tresor one-time einmal recovery wiederherstellungs backup entry voicemail sim einladungs
    garage
    """.split()
)
_OF = ("", "du ", "de ", "de la ", "de l'", "d'", "des ")
_CLE_BEHIND = """
    wifi wi-fi wlan wpa wpa2 wpa3 wep api acces securite reseau secrete privee recuperation chiffrement
    """
_CODE_BEHIND = """
    acces entree pin porte portail secret securite alarme deverrouillage verification confirmation nip puk sim
    deblocage immeuble digicode wifi
    """
CLE_BEHIND = tuple(f" {of}{what}" for what in _CLE_BEHIND.split() for of in _OF)
CODE_BEHIND = tuple(f" {of}{what}" for what in _CODE_BEHIND.split() for of in _OF)
CLE_NEVER = tuple(
    f" {of}{what}" for what in "licence produit usb publique registre registry maison".split() for of in _OF
)

# Directly behind a keyword: the thing is not the secret but something about it.
NO_LABEL = frozenset(
    """
    requirements anforderungen exigences attempts versuche comment kommentar manager managers policy policies
    richtlinie richtlinien hint hints length lange laenge age expiry expiration ablauf history prompt dialog box
    field fields feld felder screen page seite protection generator safe vault tresor list liste file files datei
    export import hash hashes sync writeback filter pad pads terminal terminals header reader leser ring rings id
    ids serial count complexity rules rotation spray spraying attack stealer santa assignment settings option
    options button link mail mails gestionnaire politique longueur fichier champ lecteur numero brief connector
    stecker belegung out layout
    """.split()
)
# Behind a keyword: words that only say more about it, and the secret may still follow.
FILLERS = frozenset(
    """
    new neu neue neues neuer old alt altes now jetzt nun currently current aktuell aktuelles actuel actuellement
    maintenant temporary temporarily temp temporar temporares provisional provisorisch provisoire initial initiales
    default standard admin administrator root user username guest gast wifi wi-fi wlan vpn nas router handy phone
    iphone sim karte number nummer nr no code again wieder still noch nouveau nouvel nouvelle ancien local lokal
    lokales domain domane mail email e-mail the das le la her his my mein meine unser our notre
    """.split()
)
CIPHERS = frozenset("05789")  # how a router's configuration says that a password is enciphered: "password 7 08…"
IS = frozenset("is ist lautet lauten est are was war were sind heisst heißt heisse wird sera etait equals".split())
IS_ALWAYS = frozenset("lautet lauten heisst heißt equals".split())
KEPT = frozenset("bleibt remains stays reste lautete used using verwendet benutzt".split())
TO = frozenset("to auf en a zu durch par into".split())
OF = frozenset("for of on at fur fuer von vom des am beim im pour du de sur".split())
AS = frozenset("as als comme".split())
# Directly before a colon: what follows is not the secret.
FIELDS = frozenset(
    """
    user users username account konto kontos benutzer benutzername ticket case fall nummer number no nr date datum
    time zeit uhrzeit id name model modell serial server host domain computer pc gerat geraet device by von vom am
    on version typ type url utilisateur compte nom heure appareil status state reason grund raison result resultat
    note notes info reset changed geandert geaendert set gesetzt expires required complexity last client kunde question
    questions frage fragen
    """.split()
)
# What was done to the secret: "to", "auf" and "en" behind one of these lead to the new one.
VERBS = frozenset(
    """
    set reset changed change changing updated update switched now new is was replaced renewed made defined rotated
    gesetzt zuruckgesetzt zurueckgesetzt geandert geaendert gestellt neu ist wird wurde erneuert ersetzt changee
    modifie modifiee reinitialise reinitialisee remis remise defini est remplace mis mise
    """.split()
)
# Behind the name of a thing: the sentence is about the secret of that thing ("password SRV01 reset").
DONE = frozenset(
    """
    set reset changed updated renewed rotated revoked removed deleted recreated unlocked synced forgotten rotiert
    entfernt geloscht expired locked enabled disabled gesetzt zuruckgesetzt zurueckgesetzt geandert
    geaendert erneuert vergessen abgelaufen gesperrt entsperrt change modifie reinitialise oublie expire bloque
    debloque
    """.split()
)
# Behind a number: it counts these.
COUNTED = frozenset(
    """
    hours hour hrs stunden std heures times mal fois pages seiten days tage jours minutes minuten seconds sekunden
    secondes users benutzer utilisateurs characters zeichen caracteres pins pol polig volt watt chf eur usd rpm
    """.split()
)
AND = frozenset("and und et but aber mais / + & | -".split())
ACCOUNTS = frozenset("administrator admin root user guest gast".split())

# Words of a sentence: what follows a keyword and is one of these is no secret, not even behind a colon.
FUNCTION = frozenset(
    """
    the a an of in on at by for to with from and or not no is was will has have had be been are were can could must
    may should does did do he she it they we i you her his their our my your this that me him us them these those
    there here as if when until since after before because only also then both all any some each per via about into
    out up down off over der die das den dem des ein eine einen einem einer eines kein keine keiner keines keinen
    vom von im am auf aus bei beim mit nach seit zu zum zur und oder nicht ist war wird wurde werden hat haben hatte
    kann konnte muss soll sollte darf er sie es wir ich ihr ihm sein seine ihre mein dein unser dies dieser dieses
    nur auch noch schon dann wenn weil bis durch fur fuer gegen ohne um als wie alle beide jede jeder jedes sich
    selbst selber bitte le la les l un une de du d au aux en dans sur par pour avec sans et ou ne pas est etait sera
    ont avait peut doit il elle nous vous je son sa ses leur mon ma ce cette cet ces qui que chez entre vers depuis
    lui-meme elle-meme
    """.split()
)
EXCEPTIONS = FUNCTION.union(
    """
    gem gemass gemaess laut lt ca evtl bzw etwa selon environ per acc according ablauf ablaufdatum gultigkeit
    gueltigkeit stand validity validite steht stehen liegt liegen klebt hangt haengt befindet kommt folgt gilt
    gehort gehoert braucht gibt weiss kennt zettel sticker label aufkleber etiquette affiche affichee indique
    indiquee lies follows comes sits lives belongs written changed reset resets set unset unchanged updated renewed
    rotated revoked expired expires expire lost forgotten forgot known unknown none null nil nothing empty blank
    missing same identical wrong incorrect correct invalid valid ok okay fine good bad old new weak strong short
    long simple complex secure safe insecure temporary permanent default required needed necessary optional
    mandatory disabled enabled active inactive locked unlocked blocked protected stored saved kept held given told
    sent received typed entered noted read seen shared lent returned taken pending open closed done todo tbd tba na
    n/a n.a yes true false see ask call ring check change keep use used typing works working fails failed failing
    failure fail error ready gone found visible hidden secret masked redacted confidential private personal own
    himself herself themselves itself nobody everybody never always again later soon today yesterday tomorrow
    currently now still already yet too very more less maximum minimum max min approx client clients customer
    customers user users owner owners staff colleague boss admins everyone someone person mr mrs ms miss dr prof
    frau herr herrn hr fr kunde kunden kundin kundinnen benutzer benutzerin nutzer nutzerin mitarbeiter
    mitarbeiterin chef chefin madame monsieur mme m cliente utilisateur utilisatrice employe proprietaire patron
    vault keepass keepassxc bitwarden lastpass 1password dashlane tresor coffre coffre-fort envelope umschlag
    enveloppe sms mail email e-mail e-mails phone telephone telefon tel telefonisch brief post courrier siehe vgl
    voir cf sh geandert geaendert zuruckgesetzt zurueckgesetzt gesetzt unverandert unveraendert unbekannt bekannt
    vergessen abgelaufen erneuert verloren gesperrt entsperrt gleich gleiches identisch falsch richtig korrekt
    ungultig ungueltig gultig gueltig leer keins nichts niemand jemand notig noetig notwendig erforderlich vorhanden
    fehlt fehlen fehlte fehler offen erledigt neu neues alt altes kurz lang schwach stark sicher unsicher einfach
    temporar temporaer provisorisch aktiv inaktiv aktiviert deaktiviert gespeichert hinterlegt eingegeben eingeben
    eingetippt mitgeteilt gemeldet gegeben erhalten bekommen ubergeben uebergeben notiert geschrieben geschickt
    gesendet vertraulich personlich persoenlich eigenes eigene lauft laeuft ablauft ablaeuft bleibt funktioniert
    geht geklappt stimmt passt weiterhin immer nie wieder bereits heute gestern morgen spater spaeter andern aendern
    anderung aenderung ersetzt entfernt geloscht geloescht dito idem s.o ja nein gut schlecht fertig changee changes
    modifie modifiee reinitialise reinitialisee oublie oubliee perdu perdue expiree inconnu inconnue connu connue
    bloque bloquee debloque saisi saisie tape tapee remis remise donne donnee communique envoye envoyee recu recue
    defini definie cree supprime enregistre enregistree stocke note notee teste valide invalide refuse accepte
    demande demandee requis requise obligatoire facultatif provisoire incorrecte errone faux bon bonne mauvais
    correcte aucun aucune vide identique inchange inchangee pareil meme renouvele renouvelee remplace remplacee
    desactive actif oui non rien personne toujours jamais encore deja demain hier aujourd'hui trop court courte
    faible fort forte securise temporaire manquant manquante partage confie regenere policy manager hint length
    prompt field dialog button link page screen option options setting settings richtlinie feld seite schaltflache
    champ bouton lien longueur terminal pad expiry history days characters zeichen tage jours caracteres times
    attempts versuche essais not-recorded recorded
    """.split()
)
# A sentence is going on where one of these stands soon behind the first word: "Password: Anna typed it".
SENTENCE = frozenset(
    """
    will has have had is was were are can could must may should does did he she it they we you her his their hat
    haben hatte ist war wird wurde kann konnte muss soll darf er sie es wir ich ihr sich selbst nicht a est etait
    sera ont avait peut doit il elle ne pas lui l'a typed knows sets set changed changes weiss kennt setzt tippt
    wahlt waehlt andert aendert connait saisit change
    """.split()
)
_PARTICIPLE_STARTS = tuple(
    "zuruckge zurueckge einge abge ausge mitge vorge neuge ange aufge umge hinterge weiterge unge ge ver".split()
)


def is_ordinary(word: str) -> bool:
    """Whether a word in small letters is one of a sentence about a secret rather than the secret: a known one, or a
    participle by its form (English -ed and -ing, German ge-…-t, ver-…-t and -iert).
    """
    if word in EXCEPTIONS:
        return True
    if len(word) < 6 or not word.isalpha():
        return False
    if word.endswith(("ed", "ing", "iert", "ierte", "iertes")):
        return True
    return word.endswith("t") and word.startswith(_PARTICIPLE_STARTS)
