## Erster Kontakt und Hilfe

intro =
    Guten Tag! Ich bin der { $bot }, ein Automat der { $operator }. Ich gebe nur geprüfte Texte wieder, mit Quelle und Datum; ich schreibe nichts selbst. Mit »Mensch« erreichen Sie jederzeit eine Person, mit /datenschutz den Datenschutzhinweis.
intro-short =
    Ich bin ein Automat und gebe nur geprüfte Texte wieder. Mit »Mensch« erreichen Sie jederzeit eine Person, mit /datenschutz den Datenschutzhinweis.
welcome =
    Guten Tag! Ich bin der { $bot }, ein Automat der { $operator }.

    Ich beantworte Fragen zu Künstlicher Intelligenz in Sachsen aus geprüften Texten mit Quelle und Datum, nenne passende Ansprechpartner und weise auf Termine hin. Ich schreibe nichts selbst und rate nicht.

    Wenn ich nicht weiterweiß oder Sie lieber mit einem Menschen sprechen, schreiben Sie »Mensch«. Den Datenschutzhinweis zeigt /datenschutz.

    Fragen Sie einfach, zum Beispiel: »Welche Förderung gibt es für KI im Betrieb?«
help =
    So geht es: Stellen Sie Ihre Frage in einem Satz, auf Deutsch oder Englisch. Jede Schaltfläche hat eine Nummer; die Nummer zu tippen wirkt genauso.

    { $commands }

usage-start = Begrüßung und was ich kann
usage-help = diese Hilfe
usage-actors = Ansprechpartner und Einrichtungen finden
usage-events = Termine rund um KI
usage-subscribe = Hinweise auf neue Termine
usage-person = an einen Menschen wenden
usage-status = wie es um Ihre Anfragen steht
usage-language = Deutsch oder Englisch
usage-data = was über Sie gespeichert ist
usage-erase = alles über Sie löschen
usage-privacy = Datenschutzhinweis
usage-cancel = den laufenden Schritt abbrechen
usage-list = Vorgänge zeigen; mit new, mine, waiting, overdue oder closed nur diese
usage-show = einen Vorgang ganz zeigen: /zeige KI-ABCDE
usage-claim = einen Vorgang übernehmen: /uebernehmen KI-ABCDE
usage-release = einen Vorgang wieder freigeben: /freigeben KI-ABCDE
usage-reply = der Person antworten: /antwort KI-ABCDE Ihr Text
usage-note = interne Notiz, verlässt das Team nie: /notiz KI-ABCDE Ihr Text
usage-close = einen Vorgang schließen: /schliessen KI-ABCDE
usage-reopen = einen Vorgang wieder öffnen: /oeffnen KI-ABCDE
usage-desk = ein Link zum Schreibtisch im Browser

## Antworten

answer-source = Quelle: { $source }
answer-source-dated = Quelle: { $source } (Stand: { $date })
answer-more-sources = Außerdem: { $sources }
answer-checked = Zuletzt geprüft: { $date }
answer-no-source = Ohne Einzelquelle; von der Redaktion verantwortet.
answer-overdue = Achtung: Diese Antwort hätte bis { $date } neu geprüft werden sollen und kann veraltet sein. Im Zweifel hilft Ihnen ein Mensch.
answer-unverified = Hinweis: Nicht alles hierzu ist belegt.
several-questions =
    { $count ->
        [2] Ich habe zwei Fragen gelesen und beantworte beide.
       *[other] Ich habe { $count } Fragen gelesen und beantworte jede.
    }
first-question = Zu »{ $question }«:
suggest = Meinten Sie eine dieser Fragen? Tippen Sie die Nummer.
suggest-one = Meinten Sie diese Frage?
none =
    Dazu habe ich keine geprüfte Antwort, und raten möchte ich nicht. Soll ich Ihre Frage an einen Menschen weitergeben?
none-hint = Sie können die Frage auch mit anderen Worten noch einmal stellen.
off-topic =
    Dazu habe ich keine geprüfte Antwort. Ich bin für Fragen zu Künstlicher Intelligenz in Sachsen da, zum Beispiel zu Förderung, Recht, Weiterbildung, Forschung und Terminen.
    Hat Ihre Frage damit zu tun? Dann stellen Sie sie gern mit anderen Worten, oder ich gebe sie an einen Menschen weiter.
not-understood =
    Das habe ich nicht verstanden. Schreiben Sie mir Ihre Frage bitte in einem Satz, zum Beispiel »Was ist Künstliche Intelligenz?« oder »Welche Förderung gibt es für KI im Betrieb?«. Mit »Mensch« erreichen Sie eine Person.
button-helpful = Ja, hilfreich
button-not-helpful = Nein
button-person = An einen Menschen weitergeben
button-none-of-these = Keine davon
button-belongs-to = Gehört zu { $number }
words-helpful = ja, ja danke, hilfreich, yes, 👍
words-not-helpful = nein, nicht hilfreich, no, nope, 👎
helpful-question = War das hilfreich?
helpful-thanks = Danke, das freut mich.
not-helpful =
    Das tut mir leid. Soll ich Ihre Frage an einen Menschen weitergeben? Sie können sie auch mit anderen Worten noch einmal stellen.
already-noted = Das ist schon vermerkt, danke.

## Ansprechpartner und Termine

actor-facts = { $kind } · { $place }
actor-topics = Themen: { $topics }
actor-offers = Angebote: { $offers }
actor-members = Das Angebot gilt für Mitglieder.
actor-private = Privates Unternehmen; die Nennung ist keine Empfehlung.
actor-website = Internet: { $url }
actors-ask =
    Worum geht es, und wo? Schreiben Sie zum Beispiel »/akteure Robotik Chemnitz« oder »/akteure Förderung«.
actors-found = Das passt am ehesten zu »{ $need }«:
actors-none = Zu »{ $need }« finde ich niemanden in meinem Verzeichnis. Soll ich einen Menschen fragen?
actors-reason = passt, weil: { $why }
actors-none-near = In der Nähe von { $place } kenne ich dafür niemanden. Die Genannten arbeiten landesweit oder sitzen weiter weg:
actors-more = Auch das könnte zu »{ $need }« passen:
actors-but = aber: { $but }
actors-but-members = nur für Mitglieder
actors-but-private = privates Unternehmen, die Nennung ist keine Empfehlung
actors-but-far = { $value } km entfernt
actors-but-overdue = der Eintrag hätte bis { $value } überprüft werden sollen
button-more-actors = Weitere
words-more-actors = weitere, mehr, more
gone = Diesen Eintrag gibt es nicht mehr. Fragen Sie gern neu, oder schreiben Sie »Mensch«.
events-upcoming = Bestätigte Termine:
events-no-date = Zurzeit liegt mir kein bestätigter künftiger Termin vor.
events-recurring = Regelmäßig gibt es diese Formate; die Termine nennen die Veranstalter:
event-when = Wann: { $when }
event-place = Ort: { $place }
event-organiser = Veranstalter: { $organiser }
event-past = Dieser Termin ist vorbei.
event-more = Mehr: { $url }
event-no-date = kein bestätigter Termin
subscribe-not-yet =
    Ein Abo für Termine gibt es hier noch nicht. Was bekannt ist, zeigt /termine; für alles Weitere fragt »Mensch« jemanden aus dem Team.

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

## Sprache

language-ask = In welcher Sprache soll ich antworten? Ich folge sonst der Sprache Ihrer Nachricht.
language-set = Gut, ich antworte auf Deutsch. Mit /sprache wechseln Sie.
button-german = Deutsch
button-english = English
words-german = deutsch, german
words-english = english, englisch

## Daten

privacy =
    Kurz gesagt: Ich speichere so wenig wie möglich.

    Ohne Anfrage an einen Menschen: Ihre Sprachwahl, Ihre letzte unbeantwortete Frage, die angebotenen Schaltflächen und technische Kennungen der Nachrichten; auf der Webseite auch der Verlauf, damit er nach dem Neuladen noch da ist. Mit Anfrage: was Sie ihr ausdrücklich mitgeben, Ihre weiteren Nachrichten dazu und die Antworten.

    Gelöscht wird { $days } Tage nach Ihrer letzten Nachricht oder nach Abschluss der Anfrage. /daten zeigt alles, /loeschen löscht es sofort. Keine Weitergabe zu Werbezwecken, keine Auswertung einzelner Personen; Protokolle enthalten keine Nachrichtentexte.
privacy-responsible = Verantwortlich: { $operator }.
privacy-contact = Datenschutzkontakt: { $contact }.
privacy-in-detail = Ausführlich: { $url }.
privacy-complaints = Beschwerden nimmt die Sächsische Datenschutz- und Transparenzbeauftragte entgegen.
imprint = Verantwortlich für den { $bot }: { $operator }
data-head = Das ist alles, was zu dieser Unterhaltung gespeichert ist ({ $channel }, Kennung { $address }):
data-head-page = Das ist alles, was zu dieser Unterhaltung auf der Webseite gespeichert ist. Erkannt wird Ihr Browser an einem Cookie; davon ist nur eine Prüfsumme gespeichert.
data-since = Erste Nachricht: { $first }. Letzte Nachricht: { $last }.
data-language = Sprache: { $language }
data-question = Letzte offene Frage: »{ $question }«
data-case = { $number } ({ $state }), eröffnet { $date }:
data-notes =
    { $count ->
        [one] Dazu gibt es eine interne Notiz des Teams; Auskunft darüber gibt der Datenschutzkontakt.
       *[other] Dazu gibt es { $count } interne Notizen des Teams; Auskunft darüber gibt der Datenschutzkontakt.
    }
data-event = – { $date } · { $what }{ $text }
data-lines =
    { $count ->
        [one] Gesprächsverlauf auf der Webseite: eine Zeile.
       *[other] Gesprächsverlauf auf der Webseite: { $count } Zeilen.
    }
data-unsent =
    { $count ->
        [one] Noch nicht zugestellt: eine Nachricht an Sie.
       *[other] Noch nicht zugestellt: { $count } Nachrichten an Sie.
    }
data-offers =
    { $count ->
        [one] Angebotene Schaltfläche mit Ihrem Text: eine.
       *[other] Angebotene Schaltflächen, teils mit Ihrem Text: { $count }.
    }
data-foot = /loeschen löscht das alles sofort.
event-opened = eröffnet
event-message = Nachricht
event-revised = Nachricht geändert
event-claimed = übernommen
event-released = freigegeben
event-replied = Antwort des Teams
event-note = Notiz
event-closed = geschlossen
event-reopened = wieder geöffnet
event-flagged = markiert
event-erased = Daten von der Person gelöscht
event-delivered = zugestellt
event-undelivered = nicht zugestellt
erase-confirm = Ich lösche dann sofort alles zu dieser Unterhaltung: Sprachwahl, Verlauf, Anfragen mit allen Nachrichten, Entwürfe und Abos. Das lässt sich nicht rückgängig machen, und offene Anfragen werden nicht mehr beantwortet. Soll ich das tun?
button-erase = Ja, alles löschen
words-erase = ja, ja löschen, alles löschen, yes, delete
erased = Erledigt: Alles zu dieser Unterhaltung ist gelöscht. Quittung { $receipt }, { $date }. Ihre nächste Nachricht beginnt ganz neu.

## Kleine Gespräche

hello-again = Guten Tag! Was möchten Sie über KI in Sachsen wissen?
thanks = Gern geschehen. Wenn noch etwas ist, fragen Sie einfach.
sorrow = Das tut mir leid. Ich bin nur ein Automat; zum Reden ist jederzeit die TelefonSeelsorge da: 0800 1110111, kostenfrei und anonym. Wenn Sie zu KI in Sachsen etwas wissen möchten, helfe ich gern.
goodbye = Auf Wiedersehen und alles Gute!
acknowledged = Gut. Haben Sie noch eine Frage?
go-ahead = Gern. Schreiben Sie mir Ihre Frage in einem Satz.
declined = Gut. Wenn später noch etwas ist, fragen Sie einfach.
no-such-number = Eine Schaltfläche { $number } habe ich gerade nicht angeboten. Stellen Sie Ihre Frage bitte in Worten, oder schreiben Sie /hilfe.
how-are-you = Danke der Nachfrage. Ich bin ein Automat, mir geht es immer gleich. Was möchten Sie wissen?
question-mark = Wie kann ich helfen? Stellen Sie Ihre Frage in einem Satz, oder schreiben Sie /hilfe.
emoji = Ein Zeichen allein kann ich nicht deuten. Wenn Sie eine Frage haben, schreiben Sie sie mir in Worten.
empty = Ihre Nachricht kam ohne Text an. Schreiben Sie mir Ihre Frage in Worten, oder »Mensch« für eine Person.
insult = Ich merke, dass Sie verärgert sind. Ich bleibe dabei, Ihnen weiterzuhelfen: Stellen Sie Ihre Frage noch einmal, oder wenden Sie sich an einen Menschen.
which-people = Meinen Sie jemanden aus unserem Team? Dann gebe ich Ihr Anliegen weiter. Suchen Sie Personal, zeigt »/akteure Fachkräfte« passende Einrichtungen.
too-long =
    { $count ->
       *[other] Ihre Nachricht ist sehr lang ({ $count } Zeichen). Schreiben Sie Ihre Frage bitte in ein bis zwei Sätzen. Oder ich gebe den ganzen Text an einen Menschen weiter.
    }
media-voice = Sprachnachrichten kann ich nicht anhören. Schreiben Sie mir bitte Ihre Frage, oder wenden Sie sich an einen Menschen.
media-photo = Bilder kann ich nicht lesen. Beschreiben Sie bitte in Worten, worum es geht, oder wenden Sie sich an einen Menschen.
media-document = Dateien kann ich nicht lesen. Schreiben Sie bitte in Worten, worum es geht, oder wenden Sie sich an einen Menschen.
media-sticker = Sticker kann ich leider nicht deuten. Wenn Sie eine Frage haben, schreiben Sie sie mir in Worten.
media-location = Mit einem Standort kann ich noch nichts anfangen. Nennen Sie mir den Ort in Worten, zum Beispiel »/akteure Förderung Zwickau«.
media-contact = Kontaktdaten brauche ich nicht und speichere sie nicht. Schreiben Sie mir bitte Ihre Frage.
media-unreadable = Eine Ihrer Nachrichten kann ich nicht entschlüsseln; der Schlüssel dazu ist nicht angekommen. Bitte schreiben Sie sie noch einmal. Hilft das nicht, melden Sie sich in Ihrer App neu an, oder nutzen Sie unsere Webseite.
media-other = Damit kann ich nichts anfangen. Schreiben Sie mir bitte Ihre Frage in Worten, oder wenden Sie sich an einen Menschen.
unknown-command = Den Befehl /{ $name } kenne ich nicht. /hilfe zeigt alle.
unknown-command-near = Den Befehl /{ $name } kenne ich nicht. Meinten Sie /{ $near }? /hilfe zeigt alle.
staff-only-command = /{ $name } ist ein Befehl für das Team und wirkt hier nicht. /hilfe zeigt, was Sie tun können.
button-expired = Diese Schaltfläche gilt nicht mehr. Stellen Sie Ihre Frage bitte noch einmal, oder schreiben Sie /hilfe.

## Not

crisis =
    Das klingt sehr ernst. Bitte sprechen Sie jetzt mit einem Menschen:
    Notruf: 112
    TelefonSeelsorge: 0800 1110111 (rund um die Uhr, kostenfrei, anonym)
    Ich bin nur ein Automat und kann selbst keine Hilfe rufen. Bitte rufen Sie dort an.
    Danach können Sie auch unserem Team schreiben. Das ist keine Soforthilfe: Eine Antwort kann dauern.
fault = Entschuldigung, bei mir ist etwas schiefgegangen (Kennzeichen { $reference }). Ihre Nachricht ist angekommen, das Team weiß davon. Versuchen Sie es bitte noch einmal, oder geben Sie Ihr Anliegen an einen Menschen weiter.
cannot-store = Ich kann gerade nichts speichern, deshalb ist Ihre Nachricht nicht angenommen. Bitte senden Sie sie in ein paar Minuten noch einmal.

## Team

staff-new-case = Neue Anfrage { $number } ({ $channel }, { $language })
staff-new-case-topic = Thema vermutlich: { $topic }
staff-new-case-since = Eingegangen: { $date }
staff-person-says =
    { $number }, die Person schreibt:
    »{ $text }«
staff-words-withdrawn = { $number }: Die Person hat diese Nachricht zurückgezogen.
staff-words-erased = { $number }: Der Text wurde auf Wunsch der Person gelöscht.
staff-revised = { $number }: Die Person hat eine frühere Nachricht geändert oder zurückgezogen; oben und am Vorgang steht der neue Stand.
staff-revised-after = { $number }: Die Person hat eine Nachricht geändert, auf die schon geantwortet wurde; beide Fassungen stehen am Vorgang.
staff-message = { $number }: neue Nachricht der Person
staff-reopened = { $number }: von der Person wieder geöffnet, mit neuer Nachricht
staff-erased = { $number }: Die Person hat ihre Daten gelöscht. Der Vorgang ist geschlossen.
staff-crisis = Dringend: In einer Unterhaltung ({ $channel }) deutet eine Nachricht auf eine Notlage hin. Die Notrufnummern wurden genannt. { $case }
staff-crisis-case = Offener Vorgang dazu: { $number }
staff-crisis-no-case = Es gibt keinen Vorgang; Text und Person sind nicht gespeichert.
staff-fault = Störung { $reference } beim Beantworten einer Nachricht ({ $platform }). Die Person wurde informiert; Einzelheiten stehen im Protokoll.
staff-list-empty = Nichts in dieser Liste.
staff-list-head =
    { $count ->
        [one] Ein Vorgang ({ $view })
       *[other] { $count } Vorgänge ({ $view })
    }
staff-list-line = { $number } · { $state } · { $owner } · seit { $date } · »{ $question }«
staff-nobody = frei
staff-state-new = neu
staff-state-claimed = in Arbeit
staff-state-waiting = wartet auf die Person
staff-state-answered = beantwortet
staff-state-closed = geschlossen
staff-view-open = alle offenen
staff-view-new = neu
staff-view-mine = meine
staff-view-waiting = warten auf die Person
staff-view-overdue = überfällig
staff-view-closed = geschlossen
staff-undelivered-mark = nicht zugestellt: { $count }
staff-show-head = { $number } · { $state } · { $owner } · { $channel } · { $language }
staff-show-event = { $date } · { $who } · { $what }{ $text }
staff-by-person = Person
staff-by-system = System
staff-claimed = { $number }: { $name } kümmert sich.
staff-claim-lost = { $number } hat schon { $name }.
staff-claim-mine = { $number } haben Sie schon übernommen.
staff-claim-closed = { $number } ist geschlossen. Erst /oeffnen { $number }.
staff-erased-case = Die Person hat ihre Daten gelöscht; { $number } hat keinen Rückweg mehr.
staff-released = { $number } ist wieder frei.
staff-replied = { $number }: Antwort geht an die Person.
staff-delivered = { $number }: zugestellt.
staff-undelivered = { $number }: nicht zugestellt. Die Antwort geht hinaus, sobald die Person wieder erreichbar ist und sich meldet.
staff-reply-here = { $number }: Antworten Sie auf diese Nachricht, dann geht Ihr Text an die Person. Oder schreiben Sie: /antwort { $number } Ihr Text
staff-note-here = { $number }: Was Sie hier im Thema des Vorgangs schreiben, bleibt intern. Überall sonst: /notiz { $number } Ihr Text
staff-noted-inside = { $number }: Als interne Notiz vermerkt. An die Person geht nur, was Sie auf ihre Nachricht antworten oder hinter /antwort schreiben.
staff-edit-not-sent = { $number }: Ihre Änderung erreicht die Person nicht; was hinausging, lässt sich nicht zurückholen. Schreiben Sie ihr sonst noch einmal.
staff-reply-empty = Nichts gesendet: Es fehlt der Text. So geht es: /antwort { $number } Ihr Text
staff-reply-lost = Nicht gesendet: { $number } hat { $name }.
staff-reply-closed = Nicht gesendet: { $number } ist geschlossen. Erst /oeffnen { $number }.
staff-reply-erased = Nicht gesendet: Die Person hat ihre Daten gelöscht; { $number } hat keinen Rückweg mehr.
staff-noted = { $number }: Notiz steht am Vorgang, nur für das Team.
staff-note-empty = Es fehlt der Text. So geht es: /notiz { $number } Ihr Text
staff-closed = { $number } ist geschlossen.
staff-close-lost = { $number } lässt sich nicht schließen: { $reason }
staff-reopened-by = { $number } ist wieder offen ({ $name }).
staff-reopen-not = { $number } ist nicht geschlossen.
staff-release-not = { $number } gehört nicht Ihnen.
staff-unknown-case = Einen Vorgang { $number } gibt es nicht. /liste zeigt alle offenen.
staff-which-case = Welcher Vorgang? So geht es: /{ $command } KI-ABCDE
staff-not-sent = Nicht gesendet: Das war kein Befehl. An die Person geht nur /antwort NUMMER TEXT; /hilfe zeigt alles.
staff-unknown-command = Nicht gesendet: Den Befehl /{ $name } gibt es nicht. { $near }
staff-did-you-mean = Meinten Sie /{ $near }?
staff-help =
    Befehle für das Team:
    { $commands }
    An die Person geht nur, was hinter /antwort steht. Endet die Antwort mit einem Fragezeichen, wartet der Vorgang auf die Person.
staff-desk-link = Schreibtisch für { $name }; der Link gilt einmal und eine Viertelstunde: { $link }
staff-no-desk = Einen Schreibtisch im Browser gibt es hier nicht.
staff-closed-already = schon geschlossen
staff-owned-by = hat { $name }
button-claim = Übernehmen
button-show = Zeigen
button-close = Schließen
button-reply = Antworten
button-note = Notiz
button-reopen = Wieder öffnen
words-none-of-these = keine, keine davon, keins, keins davon, nichts davon, nein, none, none of them, no
