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
actors-none-near = Im näheren Umkreis ({ $place }, { $km } km) kenne ich dafür niemanden. Wer hier steht, arbeitet landesweit oder sitzt weiter weg:
actors-more = Auch das könnte zu »{ $need }« passen:
actors-but = aber: { $but }
actors-but-members = nur für Mitglieder
actors-but-private = privates Unternehmen, die Nennung ist keine Empfehlung
actors-but-far = { $value } km entfernt
actors-but-overdue = der Eintrag hätte bis { $value } überprüft werden sollen
button-more-actors = Weitere
words-more-actors = weitere, mehr, more
gone = Diesen Eintrag gibt es nicht mehr. Fragen Sie gern neu, oder schreiben Sie »Mensch«.
