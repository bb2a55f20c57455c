## Was am Schreibtisch steht, wo im Raum ein Befehl stünde

desk-staff-claim-closed = { $number } ist geschlossen. Erst »Wieder öffnen«.
desk-staff-reply-closed = Nicht gesendet: { $number } ist geschlossen. Erst »Wieder öffnen«; Ihr Text bleibt stehen.
desk-staff-reply-empty = Nichts gesendet: Es fehlt der Text.
desk-staff-note-empty = Nichts gespeichert: Es fehlt der Text.
desk-staff-unknown-case = Einen Vorgang { $number } gibt es nicht. Die Nummer steht oben auf seiner Seite, zum Beispiel KI-ABCDE.
desk-staff-hand-over-whom = An wen? Unter »Mehr tun« stehen alle zur Wahl, an die Sie { $number } übergeben können: { $known }
desk-staff-hand-over-unknown = »{ $name }« kenne ich nicht, { $number } bleibt, wo es ist. Bekannt sind: { $known }
desk-staff-merge-which = Womit? Tragen Sie die Nummer des Vorgangs ein, in dem { $number } aufgehen soll.
desk-staff-tag-which = { $number }: Ein Schlagwort ist ein einzelnes Wort aus Buchstaben und Ziffern.
desk-staff-owner-silent = Seit über einem Tag hat { $name } daran nichts getan; unter »Mehr tun« lässt sich { $number } freigeben.
desk-staff-banned = { $number }: Die Person ist gesperrt und weiß es. Ihre Nachrichten werden nur noch gezählt; bei einer Notlage bekommt sie weiterhin die Notrufnummern. »Person entsperren« hebt es auf.
desk-staff-unbanned = { $number }: Die Sperre ist aufgehoben, die Person weiß es.
