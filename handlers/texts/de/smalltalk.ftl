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
