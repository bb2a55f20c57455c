# Die Seite selbst
page-title = { $bot } – Fragen zu Künstlicher Intelligenz in Sachsen
page-description = Automatischer Auskunftsdienst: { $operator }. Geprüfte Antworten zu KI in Sachsen, ein Mensch ist jederzeit erreichbar.
skip-link = Zum Eingabefeld springen
role-line = Automatischer Assistent
role-full = Automatischer Assistent · { $operator }
language-label = Sprache
language-other = English
language-other-code = en
language-other-hint = Switch to English
language-command = /sprache English
privacy = Datenschutz
imprint = Impressum
accessibility = Barrierefreiheit
footer-label = Verzeichnis und Rechtliches
directory = Verzeichnis
privacy-command = /datenschutz

# Der leere Zustand
welcome-title = Guten Tag! Was möchten Sie über KI wissen?
welcome-text = Ich bin ein Automat. Ich antworte nur mit geprüften Texten und nenne die Quelle. Wenn Sie lieber mit einem Menschen sprechen, schreiben Sie einfach „Mensch“.
examples-label = Zum Beispiel:
example-one = Was ist die Kompetenzstelle KI?
example-two = Muss ich KI-Texte kennzeichnen?
example-three = Welche Förderung gibt es für KI im Mittelstand?
example-four = Ich möchte mit einem Menschen sprechen

# Gespräch und Eingabe
log-label = Gespräch
composer-label = Nachricht schreiben
input-label = Ihre Nachricht
input-placeholder = Ihre Frage …
input-hint = Eingabetaste sendet, Umschalt + Eingabetaste beginnt eine neue Zeile.
privacy-hint = Bitte keine vertraulichen Daten. „/loeschen“ löscht dieses Gespräch.
send = Senden
to-newest = Neue Nachricht

# Ohne JavaScript
noscript-title = Für das Gespräch braucht diese Seite JavaScript.
noscript-text = Bitte erlauben Sie JavaScript für diese Seite. Sie können uns auch ohne diese Seite erreichen:
noscript-phone = Telefon: { $phone }
noscript-email = E-Mail: { $email }
noscript-operator = { $operator }: Die Kontaktdaten stehen im Impressum und auf der Internetseite.

# Für das Skript (live-)
live-you = Sie
live-bot = { $bot }
live-author = { $label }:
live-choices = Auswahl: Nummer schreiben oder drücken
live-typing = { $bot } schreibt …
live-sending = wird gesendet …
live-waiting = Noch nicht gesendet. Der nächste Versuch folgt von selbst.
live-retry-in = Gerade sehr viele Nachrichten. Ihre Nachricht wird in { $seconds } Sekunden gesendet.
live-retry-in-one = Gerade sehr viele Nachrichten. Ihre Nachricht wird in einer Sekunde gesendet.
live-failed = Nicht gesendet.
live-retry = Noch einmal senden
live-discard = Verwerfen
live-offline = Keine Verbindung. Was Sie schreiben, bleibt hier und wird gesendet, sobald es wieder geht.
live-online = Die Verbindung ist wieder da.
live-too-long = Diese Nachricht ist zu lang. Bitte kürzen Sie den Text oder senden Sie ihn in mehreren Teilen.
live-load-failed = Das Gespräch lässt sich gerade nicht laden. Es wird gleich noch einmal versucht.
live-cookies-blocked = Ihr Browser nimmt hier kein Cookie an. Ohne dieses eine Cookie kann das Gespräch nicht zugeordnet werden.
live-open-window = Gespräch in eigenem Fenster öffnen
live-cleared = Das bisherige Gespräch wurde gelöscht.
live-today = Heute
live-yesterday = Gestern
live-new-window = (öffnet in neuem Fenster)
live-case = Vorgang { $number }

# Der Knopf auf anderen Seiten
embed-open = Fragen an { $bot }
embed-close = Gespräch schließen
embed-frame = Gespräch mit { $bot }

# Ablehnungen der Schnittstelle
error-no-session = Das Gespräch ist nicht zuzuordnen, weil das Cookie der Seite fehlt. Bitte öffnen Sie die Seite neu und erlauben Sie ihr Cookies.
error-foreign-origin = Nachrichten werden nur von unserer eigenen Seite angenommen.
error-too-large = Diese Nachricht ist zu lang. Bitte kürzen Sie den Text oder senden Sie ihn in mehreren Teilen.
error-malformed = Die Nachricht ist unvollständig angekommen. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.
error-too-many = Das waren gerade sehr viele Nachrichten. Bitte warten Sie einen Augenblick, Ihr Text bleibt erhalten.
error-unavailable = Wir können Nachrichten gerade nicht speichern. Ihr Text bleibt auf der Seite und wird gleich noch einmal gesendet.
error-not-found = Diese Adresse gibt es hier nicht.
error-fault = Da ist bei uns etwas schiefgegangen. Bitte versuchen Sie es gleich noch einmal.
