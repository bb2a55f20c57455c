## Daten

privacy =
    Kurz gesagt: Ich speichere so wenig wie möglich.

    Ohne Anfrage an einen Menschen: Ihre Sprachwahl, Ihre letzte unbeantwortete Frage, die Worte einer laufenden Suche nach Ansprechpartnern, die angebotenen Schaltflächen und technische Kennungen der Nachrichten; auf der Webseite auch der Verlauf, damit er nach dem Neuladen noch da ist. Mit Anfrage: was Sie ihr ausdrücklich mitgeben, Ihre weiteren Nachrichten dazu und die Antworten.

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
