## Ankündigungen (für das Team)

usage-announce = einen Termin allen ankündigen, die ihn abonniert haben
announce-list = Diese Termine können angekündigt werden. Mit »/ankuendigen KENNUNG« oder einem Druck sehen Sie die Vorschau. Dahinter darf eine Zeit stehen (»am 3.12. 9 Uhr«) oder ein eigener Text, deutsch, dann »|«, dann englisch; beides trennt ein Doppelpunkt.
announce-none = Es gibt keinen bestätigten künftigen Termin, der anzukündigen wäre.
announce-unknown = »{ $id }« ist kein künftiger, bestätigter Termin. /ankuendigen zeigt alle.
announce-no-number = Eine Ankündigung { $number } gibt es nicht. /ankuendigen zeigt, welche Termine angekündigt werden können.
announce-too-long = Der Text ist zu lang: höchstens { $most } Zeichen je Sprache.
announce-preview-de = Vorschau, deutsch:
announce-preview-en = Vorschau, englisch:
announce-readers = Leser: { $count } ({ $platforms }). Danach wird nichts mehr gesendet: { $until }.
announce-nobody = Niemand bekäme das: Es gibt kein passendes Abo, oder alle wissen es schon.
announce-before = Schon angekündigt am { $date } von { $author } (Ankündigung { $number }); es geht nur an die, die noch nichts davon wissen.
announce-second = Bei mehr als { $most } Lesern gibt eine zweite Person frei. Wer das nicht geschrieben hat, drückt »Freigeben«.
announce-for = Beginnt nach der Freigabe zu dieser Zeit: { $date }.
announce-own = Das ist Ihr eigener Entwurf für { $count } Leser; bei mehr als { $most } muss ihn jemand anderes freigeben. Nichts wurde gesendet.
announce-changed = Der Entwurf wurde inzwischen geändert. Bitte sehen Sie ihn neu an; nichts wurde gesendet.
announce-event-changed = Der Termin hat sich seit der Vorschau geändert. Nichts wurde gesendet. Bitte speichern Sie Ankündigung { $number } am Schreibtisch neu, oder beginnen Sie im Teamraum eine neue: »/ankuendigen { $event }«.
announce-time-past = Diese Zeit ist schon vorbei. Bitte nennen Sie eine künftige; nichts wurde gesendet.
announce-time-late = Zu dieser Zeit hat der Termin schon begonnen. Bitte nennen Sie eine frühere; nichts wurde gesendet.
announce-time-unclear = »{ $text }« verstehe ich nicht als Zeit. Bitte schreiben Sie zum Beispiel »am 3.12. 9 Uhr« oder »morgen um 8 Uhr«. Nichts wurde angelegt.
announce-started = Ankündigung { $number } läuft: { $title }. { $written } von { $count } Nachrichten stehen im Ausgang. Freigegeben von { $by }.
announce-scheduled = Ankündigung { $number } ist geplant: { $title }, { $date }. Freigegeben von { $by }. Andere Zeit: »/ankuendigen { $number } am 3.12. 9 Uhr«.
announce-over = Dieser Entwurf ist schon freigegeben, gesendet oder verworfen.
announce-not-waiting = Ankündigung { $number } wartet nicht mehr auf ihre Zeit.
announce-begun = Ankündigung { $number } beginnt jetzt, wie geplant: { $title }, { $count } Leser.
announce-reopened = Ankündigung { $number } ist wieder ein Entwurf: Der Termin »{ $title }« hat sich geändert. Bitte sehen Sie die neue Fassung an und geben Sie sie frei: »/ankuendigen { $number }«.
announce-called-off = Ankündigung { $number } entfällt: Der Termin »{ $title }« findet nicht statt oder hat schon begonnen.
announce-progress = Ankündigung { $number }, { $title }: { $percent } % ({ $done } von { $count }).
announce-stopped = Ankündigung { $number } ist angehalten. { $spared ->
    [one] Eine Nachricht wurde nicht mehr gesendet.
   *[other] { $spared } Nachrichten wurden nicht mehr gesendet.
  }
announce-stopped-by = Ankündigung { $number } wurde von { $by } angehalten. { $spared ->
    [one] Eine Nachricht wurde nicht mehr gesendet.
   *[other] { $spared } Nachrichten wurden nicht mehr gesendet.
  }
announce-not-running = Ankündigung { $number } läuft nicht.
announce-discarded = Entwurf verworfen; niemand hat etwas bekommen.
announce-discarded-by = Ankündigung { $number } ({ $title }) wurde von { $by } abgesagt; niemand hat etwas bekommen.
announce-waits = Ankündigung { $number } wartet auf eine zweite Person: { $title }, { $count } Leser, geschrieben von { $author }. Vorschau: »/ankuendigen { $number }«.
announce-test = Probe der Ankündigung { $number } vom Schreibtisch, von { $by }. Niemand außer diesem Raum bekommt die nächsten beiden Nachrichten.
announce-report = Ankündigung { $number } ist fertig: { $title }. Gesendet: { $sent }, blockiert: { $blocked }, gescheitert: { $failed }, ungewiss: { $uncertain }, abgelaufen: { $expired }, angehalten: { $stopped }, noch unterwegs: { $open }.
announce-standing = Stand der Ankündigung { $number }: { $title }. Gesendet: { $sent }, blockiert: { $blocked }, gescheitert: { $failed }, ungewiss: { $uncertain }, abgelaufen: { $expired }, angehalten: { $stopped }, noch unterwegs: { $open }.
button-announce-test = Probe an diesen Raum
button-announce-send = Freigeben und senden
button-announce-schedule = Freigeben für diese Zeit
button-announce-stop = Anhalten
button-announce-report = Stand
button-announce-discard = Verwerfen
button-announce-call-off = Absagen
