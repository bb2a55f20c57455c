## Die Seiten neben dem Gespräch: Verzeichnis, Vermittlung, Einträge

site-skip = Zum Inhalt springen
site-nav = Seiten
site-other = English
site-other-code = en
site-legal = Rechtliches
site-privacy = Datenschutz
site-imprint = Impressum
site-accessibility = Barrierefreiheit

directory = Verzeichnis
directory-title = Wer in Sachsen bei KI weiterhilft
directory-lead = { $count } Organisationen rund um Künstliche Intelligenz, aus öffentlichen Quellen und nach Namen geordnet. Die Nennung ist keine Empfehlung.
directory-ask = Lieber beschreiben, was Sie brauchen? { $bot } fragen
filters = Verzeichnis durchsuchen
filter-q = Suche
filter-topic = Thema
filter-offer = Angebot
filter-kind = Art
filter-region = Region
filter-place = Ort
filter-all = alle
filter-go = Anzeigen
filter-off = Filter aufheben
count =
    { $count ->
        [0] Keine Organisation gefunden
        [one] Eine Organisation
       *[other] { $count } Organisationen
    }
count-many = { $count } Organisationen
map = Karte
map-label = Orte in Sachsen mit der Zahl der Organisationen; ein Ort filtert die Liste
map-spot = { $place }: { $count } Organisationen
map-hint = Jeder Punkt ist eine sächsische Gemeinde. Organisationen außerhalb Sachsens stehen nur in der Liste. Positionen: GeoNames, CC BY 4.0.
list = Liste
column-name = Name
column-kind = Art
column-place = Ort
column-topics = Themen
nothing = Dazu steht niemand im Verzeichnis.
private-short = privat
members-short = für Mitglieder
unconfirmed-short = seit { $date } nicht bestätigt
topics = Themen
offers = Angebote
website = Internet
notice = Hinweis
members-only = Das Angebot gilt für Mitglieder.
private = Privates Unternehmen; die Nennung ist keine Empfehlung.
ask-bot = { $bot } dazu fragen
ask-bot-hint = Im Gespräch können Sie auch um einen Kontakt bitten; ohne Ihre Zustimmung wird nichts weitergegeben.
sources = Quellen
actor-reviewed = Zuletzt geprüft: { $date }.
actor-confirmed = Von der Organisation bestätigt: { $date }.
actor-unconfirmed = Seit { $date } nicht bestätigt: Auf unsere Nachfrage kam noch keine Antwort.
actor-overdue = Der Eintrag hätte bis { $date } überprüft werden sollen.

introduction-title = Eine Anfrage an Sie
introduction-for = Über { $bot } ({ $operator }) sucht jemand Unterstützung und hat zugestimmt, dass { $name } mit diesem Text angefragt wird:
introduction-contact-in-mail = Wie Sie die Person erreichen, steht in unserer Mail.
introduction-through-us = Die Person ist zunächst nur über uns erreichbar; was Sie hier schreiben, leiten wir weiter.
introduction-text = Ihre Nachricht an die Person
introduction-text-hint = Freiwillig; bei einer Rückfrage nötig.
introduction-accept = Ja, wir helfen gern
introduction-ask = Erst eine Rückfrage
introduction-decline = Leider nicht
introduction-once = Sie können einmal antworten. Die Person und das Team erfahren Ihre Antwort sofort. Vorgang { $number }
introduction-problem-which = Bitte wählen Sie eine der drei Antworten.
introduction-problem-question = Bitte schreiben Sie, was Sie wissen möchten.
introduction-problem-long = Bitte höchstens { $most } Zeichen.
introduction-done-title = Danke, Ihre Antwort ist angekommen
introduction-done-accepted = Die Person weiß Bescheid, dass Sie helfen. Melden Sie sich bitte bei ihr, wenn unsere Mail einen Kontakt nennt.
introduction-done-declined = Die Person weiß Bescheid. Danke für die klare Antwort.
introduction-done-asked = Die Person ist gefragt. Mit ihrer Antwort bekommen Sie eine neue Mail von uns.

entry-title = Stimmt der Eintrag noch?
entry-for = So steht Ihre Organisation im Verzeichnis von { $bot } ({ $operator }). Bitte sagen Sie uns, ob das noch stimmt.
entry-confirm = Ja, der Eintrag stimmt
entry-change = Es hat sich etwas geändert
entry-text = Was soll anders lauten?
entry-sender = Wer schlägt das vor?
entry-sender-hint = Freiwillig: Name oder E-Mail-Adresse für Rückfragen. Wird mit dem Vorschlag gelöscht.
entry-propose = Änderung vorschlagen
entry-hint = Ein Vorschlag ändert noch nichts: Die Redaktion prüft ihn und nennt die Quelle.
entry-problem-empty = Bitte schreiben Sie, was anders lauten soll.
entry-problem-long = Das ist zu lang. Bitte höchstens { $most } Zeichen.
entry-done-title = Vielen Dank
entry-done-confirmed = Der Eintrag ist als bestätigt vermerkt.
entry-done-proposed = Ihr Vorschlag liegt bei der Redaktion.
entry-public = So sieht der Eintrag aus

refused-contact = Fragen?
refused-forged-title = Dieser Link ist nicht gültig
refused-forged = Die Adresse ist unvollständig oder verändert. Bitte öffnen Sie den Link noch einmal aus der Mail, am besten vollständig kopiert.
refused-expired-title = Dieser Link ist abgelaufen
refused-expired = Die Zeit für eine Antwort auf dieser Seite ist vorbei. Antworten Sie einfach auf unsere Mail, dann bekommen Sie einen neuen Link.
refused-used-title = Dieser Link ist schon benutzt
refused-used = Hier wurde bereits geantwortet. Möchten Sie etwas ändern oder ergänzen, antworten Sie bitte auf unsere Mail.
refused-withdrawn-title = Diese Anfrage gibt es nicht mehr
refused-withdrawn = Die Person hat sie zurückgezogen, oder der Vorgang ist gelöscht. Sie brauchen nichts weiter zu tun.
refused-no-entry-title = Dieser Eintrag steht nicht mehr im Verzeichnis
refused-no-entry = Wenn das ein Irrtum ist, antworten Sie bitte auf unsere Mail.
refused-no-actor-title = Diesen Eintrag gibt es nicht
refused-no-actor = Vielleicht wurde er entfernt oder die Adresse ist unvollständig. Das Verzeichnis zeigt alle Einträge.
refused-foreign-title = Das hat nicht geklappt
refused-foreign = Die Antwort kam nicht von dieser Seite selbst. Bitte öffnen Sie den Link noch einmal und senden Sie das Formular erneut.
refused-too-many-title = Bitte einen Augenblick
refused-too-many = Von Ihrem Anschluss kamen gerade sehr viele Antworten. Bitte versuchen Sie es in einer Minute noch einmal.
refused-malformed-title = Das hat nicht geklappt
refused-malformed = Das Formular ist unvollständig angekommen. Bitte senden Sie es noch einmal.
refused-too-large-title = Das ist zu lang
refused-too-large = Bitte kürzen Sie den Text und senden Sie ihn noch einmal.
refused-unavailable-title = Gerade nicht möglich
refused-unavailable = Wir können Antworten gerade nicht speichern. Bitte versuchen Sie es gleich noch einmal.
