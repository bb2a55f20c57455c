## Ankündigungen (für das Team)

usage-announce = einen Termin allen ankündigen, die ihn abonniert haben
announce-list = Diese Termine können angekündigt werden. Mit »/ankuendigen KENNUNG« oder einem Druck sehen Sie die Vorschau; hinter der Kennung darf ein eigener Text stehen, deutsch, dann »|«, dann englisch.
announce-none = Es gibt keinen bestätigten künftigen Termin, der anzukündigen wäre.
announce-unknown = »{ $id }« ist kein künftiger, bestätigter Termin. /ankuendigen zeigt alle.
announce-too-long = Der Text ist zu lang: höchstens { $most } Zeichen je Sprache.
announce-preview-de = Vorschau, deutsch:
announce-preview-en = Vorschau, englisch:
announce-readers = Leser: { $count } ({ $platforms }). Danach wird nichts mehr gesendet: { $until }.
announce-nobody = Niemand bekäme das: Es gibt kein passendes Abo, oder alle wissen es schon.
announce-before = Schon angekündigt am { $date } von { $author }; es geht nur an die, die noch nichts davon wissen.
announce-second = Ab { $most } Lesern gibt eine zweite Person frei. Wer das nicht geschrieben hat, drückt »Freigeben und senden«.
announce-own = Das ist Ihr eigener Entwurf für { $count } Leser; freigeben muss ihn jemand anderes.
announce-started = Ankündigung { $number } läuft: { $title }. { $written } von { $count } Nachrichten stehen im Ausgang. Freigegeben von { $by }.
announce-over = Dieser Entwurf ist schon gesendet oder verworfen.
announce-stopped = Ankündigung { $number } ist angehalten. { $spared } Nachrichten wurden nicht mehr gesendet.
announce-not-running = Ankündigung { $number } läuft nicht.
announce-discarded = Entwurf verworfen; niemand hat etwas bekommen.
announce-report = Ankündigung { $number } ist fertig: { $title }. Gesendet: { $sent }, blockiert: { $blocked }, gescheitert: { $failed }, ungewiss: { $uncertain }, abgelaufen: { $expired }, angehalten: { $stopped }, noch unterwegs: { $open }.
button-announce-test = Probe an diesen Raum
button-announce-send = Freigeben und senden
button-announce-stop = Anhalten
button-announce-report = Stand
button-announce-discard = Verwerfen
