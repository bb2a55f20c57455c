## An einen Menschen

person-ask-question = Gern. Worum geht es? Schreiben Sie Ihre Frage in einer Nachricht; bitte nichts Vertrauliches. Mit »Abbrechen« lassen Sie es.
person-ask-question-last = Gern. Geht es um Ihre letzte Frage, oder um etwas anderes? Schreiben Sie sonst Ihr Anliegen in einer Nachricht; bitte nichts Vertrauliches.
button-last-question = Meine letzte Frage
button-something-else = Etwas anderes
words-something-else = nein, anderes, was anderes, no, something else
consent =
    Das gebe ich weiter, wenn Sie zustimmen:

    »{ $question }«

    Gespeichert werden dieser Text, Ihre weiteren Nachrichten dazu, die Antworten, die Sprache und diese Unterhaltung ({ $channel }) als Rückweg. Kein Name, keine Telefonnummer. Lesen kann es das Team: { $operator }. Gelöscht wird alles { $days } Tage nach Abschluss, oder sofort mit /loeschen.

    Einverstanden?
consent-still-open = Ihre Anfrage ist noch nicht abgeschickt. Soll ich sie weitergeben?
button-consent = Ja, weitergeben
button-edit = Text ändern
button-cancel = Abbrechen
words-consent = ja, ja bitte, ja gerne, gern, gerne, einverstanden, ok, okay, yes, yes please, sure, weitergeben, 👍
words-edit = ändern, text ändern, change, edit
words-cancel = nein, nein danke, lieber nicht, abbrechen, no, no thanks, cancel
words-yes = ja, yes, ok, okay, 👍
edit-ask = Gut. Wie soll Ihr Anliegen lauten? Schreiben Sie es in einer Nachricht.
cancelled = Gut, ich habe abgebrochen: Nichts wurde weitergegeben oder gelöscht. Fragen Sie gern weiter.
nothing-to-cancel = Es läuft gerade nichts, was abzubrechen wäre. Fragen Sie gern, oder schreiben Sie /hilfe.
channel-web = Webseite
channel-telegram = Telegram
channel-matrix = Matrix
channel-console = Terminal
case-opened =
    Notiert unter der Nummer { $number }. Jemand aus dem Team liest Ihr Anliegen und antwortet hier in dieser Unterhaltung.
    { $expectation }
    Wie es steht, zeigt /status. Wenn Ihnen noch etwas einfällt, schreiben Sie einfach weiter.
expectation-unknown = Wann genau, kann ich nicht versprechen.
expectation-hours = Wann genau, kann ich nicht versprechen; das Team ist erreichbar: { $hours }.
case-already = Das ist schon notiert unter { $number }: { $state }
case-joined = Ich habe das zu { $number } gelegt. Jemand aus dem Team liest es mit.
case-joined-quiet = Ich lege Ihre Nachrichten jetzt zu { $number }; ein Mensch liest mit und antwortet Ihnen. Eine neue Frage beantworte ich weiterhin.
case-reopened = { $number } ist wieder offen, Ihre Nachricht liegt dabei. Jemand aus dem Team meldet sich hier.
case-answer =
    Antwort zu { $number } von { $operator }:

    { $text }
case-answer-file = (Datei)
case-message-revised = Ihre Änderung liegt bei { $number }.
case-message-withdrawn = Ihre Nachricht zu { $number } ist zurückgezogen.
may-arrive-twice = (Diese Nachricht kommt vielleicht zum zweiten Mal; dann ist sie dieselbe.)
case-answer-foot = Antworten Sie einfach hier, wenn noch etwas offen ist.
case-question-foot = Bitte antworten Sie einfach hier.
case-claimed-person = Zu { $number }: Ein Mensch kümmert sich jetzt um Ihr Anliegen.
case-closed-person = { $number } ist abgeschlossen. Wenn Sie innerhalb von { $days } Tagen hier schreiben, geht es weiter; danach beginnen Sie mit »Mensch« neu.
case-reopened-person = { $number } ist wieder offen; jemand aus dem Team kümmert sich.
status-none = Zu dieser Unterhaltung gibt es keine Anfrage. Mit »Mensch« beginnen Sie eine.
status-unknown = Zu { $number } finde ich in dieser Unterhaltung nichts.
status-line = { $number } vom { $date }: { $state }
status-question = »{ $question }«
state-new = liegt beim Team, noch hat sie niemand übernommen.
state-claimed = ein Mensch kümmert sich darum.
state-waiting = das Team hat zurückgefragt und wartet auf Ihre Antwort.
state-answered = beantwortet am { $date }.
state-closed = abgeschlossen am { $date }.
state-name-new = neu
state-name-claimed = in Arbeit
state-name-waiting = wartet auf Sie
state-name-answered = beantwortet
state-name-closed = abgeschlossen
