## Das Leben eines Vorgangs: was die Person hört

expectation-promise = Sie bekommen eine Antwort bis { $due }.
office-closed = Das Büro ist gerade nicht besetzt; ab { $opening } ist wieder jemand da.
status-due = Eine Antwort ist zugesagt bis { $due }.
promise-broken = Zu { $number }: Wir haben Ihnen bis jetzt eine Antwort zugesagt und es nicht geschafft. Das tut uns leid. Ihr Anliegen steht beim Team jetzt ganz oben. Wenn Sie nicht länger warten möchten, genügt ein Druck auf die Schaltfläche.
case-reminder = Zu { $number } wartet das Team noch auf Ihre Antwort. Schreiben Sie einfach hier; oder sagen Sie, dass es sich erledigt hat.
case-closing-soon = Zu { $number } haben wir lange nichts von Ihnen gehört. In drei Tagen schließen wir den Vorgang. Wenn noch etwas offen ist, schreiben Sie einfach hier.
case-expired = { $number } ist jetzt geschlossen, weil 30 Tage lang nichts mehr kam. Wenn Sie innerhalb von 14 Tagen hier schreiben, geht es weiter.
case-joined-crowd = Ich lege alles, was Sie jetzt schreiben, zu { $number }, ohne es jedes Mal zu bestätigen. Das Team liest es.
case-merged-person = Ihre Anfragen { $gone } und { $number } gehören zusammen; sie laufen jetzt unter { $number } weiter.
case-goes-on-as = läuft weiter unter { $into }.
button-withdraw = Nicht mehr nötig
button-withdraw-number = { $number }: nicht mehr nötig
withdraw-confirm = Soll ich dem Team sagen, dass Sie keine Antwort mehr brauchen? Sonst schreiben Sie einfach weiter.
withdrawn = Gut, { $number } ist zurückgezogen; das Team weiß Bescheid. Wenn Sie innerhalb von { $days } Tagen hier schreiben, geht es doch weiter.
withdraw-not = { $number } ist schon abgeschlossen.
banned-person = Das Team liest Ihre Nachrichten bis auf Weiteres nicht mehr, und ich antworte nicht mehr. In einer Notlage wählen Sie bitte 112 oder 110. Ihre Daten können Sie weiterhin mit /daten ansehen und mit /loeschen löschen.
unbanned-person = Sie können mir wieder schreiben; das Team liest Ihre Nachrichten wieder.
threat = Das verstehe ich als Drohung. Ich habe Ihre Nachricht im Wortlaut als Beleg gesichert und das Team informiert. Der Beleg bleibt bis { $until }, auch wenn Sie Ihre Daten löschen: Er wird gebraucht, falls die Sache verfolgt wird.
threat-kept =
    { $count ->
        [one] Eine Nachricht, die als Drohung verstanden wurde, bleibt als Beleg bis { $until } gespeichert, auch nach dem Löschen.
       *[other] { $count } Nachrichten, die als Drohung verstanden wurden, bleiben als Beleg bis { $until } gespeichert, auch nach dem Löschen.
    }
privacy-threats = Beschimpfungen speichere ich nicht eigens. Eine Drohung gegen Menschen im Team sichere ich im Wortlaut als Beleg, { $years } Jahre lang; das sage ich Ihnen sofort. Der Beleg bleibt auch nach dem Löschen, weil er für eine Strafverfolgung gebraucht wird (Art. 17 Abs. 3 Buchst. e DSGVO). Schlagwörter des Teams und eine Sperre gehören zum Vorgang und gehen mit ihm.
data-case-tags = Schlagwörter des Teams: { $tags }
data-case-banned = Das Team liest in dieser Unterhaltung seit { $date } nicht mehr mit.

## Was das Team hört

usage-hand-over = einen Vorgang an jemanden aus dem Team übergeben: /uebergeben KI-ABCDE Name
usage-merge = zwei Vorgänge derselben Person zusammenlegen: /zusammenlegen KI-ABCDE KI-FGHJK; der zweite läuft weiter
usage-park = der Vorgang wartet auf die Person: /warten KI-ABCDE
usage-urgent = ein Vorgang steht über den anderen: /dringend KI-ABCDE, mit »aus« nicht mehr
usage-tag = ein Schlagwort setzen: /schlagwort KI-ABCDE Wort, mit »-Wort« wieder abnehmen
usage-ban = eine Person nicht mehr anhören: /sperren KI-ABCDE
usage-unban = sie wieder anhören: /entsperren KI-ABCDE
usage-evidence = gesicherte Drohungen: /belege, im Wortlaut /belege 3
words-off = aus, off, nein, no
staff-new-case-due = Antwort zugesagt bis: { $date }
staff-nudge = { $number }: Bis { $due } ist eine Antwort zugesagt ({ $owner }).
staff-late = { $number }: Die zugesagte Antwort ist überfällig ({ $owner }). Die Person weiß es; der Vorgang steht jetzt oben.
staff-expired = { $number }: nach 30 Tagen ohne Nachricht geschlossen.
staff-more-messages =
    { $count ->
        [one] { $number }: noch eine weitere Nachricht der Person
       *[other] { $number }: noch { $count } weitere Nachrichten der Person
    }
staff-withdrawn = { $number }: Die Person braucht keine Antwort mehr. Der Vorgang ist geschlossen.
staff-urgent-mark = dringend
staff-due-mark = zugesagt bis { $date }
staff-late-mark = zugesagt war { $date }
staff-merged-mark = läuft weiter unter { $into }
staff-banned-mark = Person gesperrt
staff-view-pending = ausstehend
age-days =
    { $count ->
        [one] seit einem Tag
       *[other] seit { $count } Tagen
    }
age-hours =
    { $count ->
        [one] seit einer Stunde
       *[other] seit { $count } Stunden
    }
age-minutes =
    { $count ->
        [one] seit einer Minute
       *[other] seit { $count } Minuten
    }
staff-handed-over = { $number }: { $name } übergibt an { $to }.
staff-hand-over-whom = An wen? So geht es: /uebergeben { $number } Name. Bekannt sind: { $known }
staff-hand-over-unknown = »{ $name }« kenne ich nicht, { $number } bleibt, wo es ist. Bekannt sind: { $known }
staff-hand-over-not = { $number } lässt sich nicht übergeben: { $reason }
staff-park-not = { $number } kann nicht warten: { $reason }
staff-parked = { $number } wartet auf die Person. Schreibt sie lange nicht, wird sie erinnert.
staff-merge-which = Womit? So geht es: /zusammenlegen { $number } KI-ABCDE; der zweite läuft weiter.
staff-merge-not = { $number } und { $into } lassen sich nicht zusammenlegen: { $reason }
staff-merged = { $number } läuft weiter unter { $into }.
staff-merged-case = { $number } läuft weiter unter { $into }.
staff-reply-merged = Nicht gesendet: { $number } läuft weiter unter { $into }. Antworten Sie dort.
staff-why-same = es ist derselbe Vorgang
staff-why-erased = die Person hat ihre Daten gelöscht
staff-why-other-person = sie gehören verschiedenen Personen
staff-why-closed = { $number } ist geschlossen
staff-why-merged = läuft weiter unter { $into }
staff-why-state = { $state }
staff-owner-silent = Seit über einem Tag hat { $name } daran nichts getan; /freigeben { $number } macht den Vorgang frei.
staff-overtaken =
    Nicht gesendet: Zu { $number } hat { $name } inzwischen geantwortet:
    »{ $text }«
    { $then }
staff-overtaken-again = Soll Ihre Antwort trotzdem hinaus, senden Sie sie noch einmal.
staff-raised = { $number } steht jetzt über den anderen.
staff-lowered = { $number } ist nicht mehr dringend.
staff-tagged = { $number } trägt jetzt #{ $tag }.
staff-untagged = { $number } trägt #{ $tag } nicht mehr.
staff-tag-which = Welches Schlagwort? Ein Wort aus Buchstaben und Ziffern: /schlagwort { $number } Wort
staff-unchanged = { $number }: Das ist schon so, oder es geht gerade nicht.
staff-banned = { $number }: Die Person ist gesperrt und weiß es. Ihre Nachrichten werden nur noch gezählt; bei einer Notlage bekommt sie weiterhin die Notrufnummern. /entsperren { $number } hebt es auf.
staff-unbanned = { $number }: Die Sperre ist aufgehoben, die Person weiß es.
staff-threat = Drohung ({ $channel }): als Beleg { $id } im Wortlaut gesichert, lesbar mit /belege { $id }. { $on }
staff-threat-case = Offener Vorgang dazu: { $number }. Bitte informieren Sie Ihre Leitung.
staff-threat-no-case = Einen Vorgang dazu gibt es nicht. Bitte informieren Sie Ihre Leitung.
staff-evidence-head =
    { $count ->
        [0] Kein Beleg gesichert.
        [one] Ein Beleg gesichert; im Wortlaut mit /belege NUMMER
       *[other] { $count } Belege gesichert; im Wortlaut mit /belege NUMMER
    }
staff-evidence-line = { $id } · { $date } · { $channel } · { $number } · bleibt bis { $until }
staff-evidence-text =
    Kennung der Unterhaltung: { $address }
    »{ $text }«
staff-evidence-unknown = Einen Beleg mit dieser Nummer gibt es nicht. /belege zeigt alle.
staff-evidence-gone = Beleg { $id } wurde nach Ablauf der Frist gelöscht.
event-handed-over = übergeben an
event-parked = wartet auf die Person
event-merged = läuft weiter unter
event-took-in = zusammengelegt mit
event-raised = als dringend markiert
event-lowered = nicht mehr dringend
event-tagged = Schlagwort gesetzt
event-untagged = Schlagwort abgenommen
event-banned = Person gesperrt
event-unbanned = Sperre aufgehoben
event-threatened = Drohung gesichert als Beleg
event-withdrawn = von der Person zurückgezogen
event-late = Zusage nicht gehalten
event-reminded = an die Antwort erinnert
event-announced = Schließen angekündigt
event-expired = nach Frist geschlossen
