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
usage-list = Vorgänge zeigen; mit neu, meine, wartend, überfällig, unzugestellt oder geschlossen nur diese
usage-pending = alles Offene mit seinem Alter
usage-show = einen Vorgang ganz zeigen: /zeige KI-ABCDE
usage-claim = einen Vorgang übernehmen: /uebernehmen KI-ABCDE
usage-release = einen Vorgang wieder freigeben: /freigeben KI-ABCDE
usage-reply = der Person antworten: /antwort KI-ABCDE Ihr Text
usage-note = interne Notiz, verlässt das Team nie: /notiz KI-ABCDE Ihr Text
usage-close = einen Vorgang schließen: /schliessen KI-ABCDE
usage-reopen = einen Vorgang wieder öffnen: /oeffnen KI-ABCDE
usage-desk = ein Link zum Schreibtisch im Browser
