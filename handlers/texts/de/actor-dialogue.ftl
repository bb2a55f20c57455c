## Die passende Stelle finden: Rückfragen, Ändern, Blättern

actors-change-hint = Etwas anders? Schreiben Sie zum Beispiel »doch lieber { $place }«, »keine Hochschule« oder »nur Förderung«.
actors-understood = Verstanden: { $need }
actors-without = ohne { $what }
actors-ask-place = Wo soll das sein? Nennen Sie einen Ort, eine Region oder eine Postleitzahl.
actors-ask-who = Für wen suchen Sie?
actors-unknown-place = Diesen Ort kenne ich nicht. Schreiben Sie ihn noch einmal, nennen Sie eine größere Stadt in der Nähe, oder überspringen Sie die Frage.
actors-what-to-change = Was möchten Sie ändern?
actors-no-more = Mehr finde ich zu »{ $need }« nicht. Soll ich einen Menschen fragen?
actors-choose = Was soll es sein?
actors-contact-whom = Mit wem soll ich den Kontakt herstellen? Vorher sehen Sie genau, was weitergegeben wird; ohne Ihre Zustimmung geht nichts hinaus.
actors-but-unconfirmed = der Eintrag wurde auf unsere Nachfrage vom { $value } noch nicht bestätigt
button-skip = Überspringen
words-skip = überspringen, egal, weiter, weiß nicht, keine angabe, nein, skip, any, no
button-change-search = Suche ändern
words-change-search = ändern, anders, change
button-change-place = Ort
button-change-offer = Was ich brauche
button-change-kind = Art der Einrichtung
button-change-who = Für wen ich suche
button-change-anew = Neu beginnen
button-back-to-list = Zurück zur Liste
button-fitting-actors = Passende Akteure
words-fitting-actors = akteure, passende akteure, ansprechpartner, actors, contacts
button-question = Frage: { $question }
button-browse = Im Verzeichnis blättern
words-browse = blättern, verzeichnis, alle, alles, browse, directory, all
browse-start = Im Verzeichnis stehen { $count } Einrichtungen. Wonach möchten Sie blättern?
browse-by-topic = Welches Thema?
browse-by-region = Welche Region?
browse-by-kind = Welche Art von Einrichtung?
browse-list =
    { $count ->
        [1] { $what }: ein Eintrag
       *[other] { $what }: { $count } Einträge
    }
button-by-topic = Nach Thema
button-by-region = Nach Region
button-by-kind = Nach Art der Einrichtung
words-by-topic = thema, themen, nach thema, topic, topics, by topic
words-by-region = region, regionen, ort, nach region, regions, by region
words-by-kind = art, arten, kategorie, nach art, kind, kinds, type, types, by kind
button-browse-back = Zurück
