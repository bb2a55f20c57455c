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
staff-list-unknown = Die Liste »{ $name }« gibt es nicht. /liste zeigt alles Offene, sonst geht: /liste neu, meine, wartend, überfällig, unzugestellt, geschlossen; /ausstehend mit Alter.
staff-list-more = Hier stehen höchstens { $count }; alle zeigt der Schreibtisch im Browser (/desk).
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
staff-view-undelivered = nicht zugestellt
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
staff-undelivered = { $number }: nicht zugestellt. Hat die Person uns blockiert, geht die Antwort hinaus, sobald sie sich wieder meldet; sonst wird sie nicht noch einmal gesendet. Den Grund zeigt der Schreibtisch (/desk).
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
staff-owned-by = { $name } hat den Vorgang.
button-claim = Übernehmen
button-show = Zeigen
button-close = Schließen
button-reply = Antworten
button-note = Notiz
button-reopen = Wieder öffnen
words-none-of-these = keine, keine davon, keins, keins davon, nichts davon, nein, none, none of them, no
