## Vermittlung: was an wen geht, Zustimmung, Antwort

button-introduce-me = Kontakt herstellen
button-introduce-me-to = { $actor }: Kontakt herstellen
words-introduce-me = kontakt, kontakt herstellen, vermitteln, introduce me, put me in touch
introduction-ask-text = Was soll { $actor } über Ihr Anliegen wissen? Schreiben Sie es so, wie es dort ankommen soll. Vor dem Weitergeben zeige ich Ihnen alles noch einmal.
introduction-too-long = Das ist zu lang für eine erste Anfrage. Bitte höchstens { $most } Zeichen.
introduction-ask-contact = Wie soll { $actor } Sie erreichen? Schreiben Sie eine E-Mail-Adresse oder eine Telefonnummer. Oder bleiben Sie nur über mich erreichbar, dann wird nichts von Ihnen weitergegeben als der Text.
introduction-contact-unclear = Das erkenne ich weder als E-Mail-Adresse noch als Telefonnummer. Den Text für die Organisation können Sie danach noch ändern.
introduction-through-us = nur über mich; es wird keine Adresse weitergegeben
introduction-consent =
    So geht Ihre Anfrage hinaus, und nichts sonst:

    An: { $actor }
    Text: »{ $text }«
    Erreichbar: { $contact }

    Jemand aus dem Team ({ $operator }) sendet das per E-Mail, mit einem kurzen Begleitsatz und einem Link zum Antworten. Text, Erreichbarkeit und Ihre Zustimmung werden als Vorgang gespeichert und { $days } Tage nach Abschluss gelöscht. Was hinausging, liegt dann auch bei { $actor }.

    Einverstanden?
introduction-opened =
    Danke. Ihr Vorgang ist { $number }. Das Team schreibt { $actor } an; ich melde mich, sobald es eine Antwort gibt. { $expectation }
    Bis dahin können Sie mit /loeschen alles zurückziehen.
introduction-already = Ihre Anfrage an { $actor } läuft schon: { $number }, { $state }.
introduction-state-agreed = wartet darauf, dass das Team sie sendet
introduction-state-sent = ist gesendet, die Antwort steht aus
introduction-state-asked = die Organisation hat zurückgefragt
introduction-over = Dieser Schritt ist bei { $number } nicht mehr möglich. Wenn etwas offen ist, schreiben Sie »Mensch«.
introduction-sent = { $number }: Ihre Anfrage ist an { $actor } gesendet. Ich melde mich, sobald es eine Antwort gibt.
introduction-accepted = Gute Nachricht zu { $number }: { $actor } will Ihnen helfen.
introduction-accepted-contact = Man meldet sich bei Ihnen: { $contact }.
introduction-accepted-through-us = Was man Ihnen schreibt, bekommen Sie hier.
introduction-declined = Zu { $number }: { $actor } kann hier leider nicht helfen. Das Team hat Ihren Vorgang weiter und sieht, wer sonst passt.
introduction-asked = Zu { $number }: { $actor } möchte vorher noch etwas wissen. Ihre Antwort geht erst hinaus, wenn Sie sie gesehen und noch einmal zugestimmt haben.
introduction-words = »{ $text }«
button-introduction-reply = Darauf antworten
introduction-ask-addition = Was soll { $actor } dazu wissen? Ich hänge es an Ihren Text an und zeige Ihnen alles, bevor es hinausgeht.
introduction-amended = Danke. { $number }: Das Team gibt Ihre Ergänzung an { $actor } weiter.
introduction-helped-ask = Vor einem Monat ging Ihre Anfrage { $number } an { $actor }. Hat der Kontakt geholfen? Ihre Antwort wird nur gezählt.
button-helped-yes = Ja
button-helped-no = Nein
button-helped-not-yet = Noch nicht
introduction-helped-thanks = Danke für die Rückmeldung.
button-introduce = Ja, so weitergeben
button-edit-contact = Erreichbarkeit ändern
words-edit-contact = kontakt, kontakt ändern, erreichbarkeit, contact, change contact
button-through-us = Nur über den Lotsen
words-through-us = nur über dich, nur über sie, nur über den bot, nur hier, keine, keiner, nichts, nein, anonym, none, no, only through you, only here, anonymous

introduction-mail-subject = Anfrage über { $bot }: { $number }
introduction-mail-opening =
    Guten Tag,

    über { $bot } ({ $operator }) sucht jemand Unterstützung und hat zugestimmt, dass wir { $actor } mit diesem Text anfragen:
introduction-mail-contact = So erreichen Sie die Person: { $contact }
introduction-mail-through-us = Die Person möchte zunächst nur über uns erreichbar sein. Was Sie auf der folgenden Seite schreiben, leiten wir weiter.
introduction-mail-link =
    Bitte sagen Sie uns mit einem Klick, ob Sie helfen können, ob nicht, oder was Sie vorher wissen möchten (der Link gilt für eine Antwort, bis { $date }):
    { $link }
introduction-mail-close =
    Vielen Dank und freundliche Grüße
    { $operator }

    Vorgang { $number }. Bitte verwenden Sie die Angaben nur für diese Anfrage.

staff-introduction = { $number }: Vermittlung an { $actor } ist freigegeben und wartet auf das Senden. /zeige { $number } zeigt die vorbereitete Mail.
staff-introduction-amended = { $number }: Die Rückfrage von { $actor } ist beantwortet und freigegeben. /zeige { $number } zeigt die neue Mail.
staff-introduction-mail =
    { $number }: vorbereitete Mail an { $actor } (Kontakt: { $website })

    Betreff: { $subject }

    { $body }

    (Ende der Mail.) Nach dem Senden: /vermittelt { $number }. Kommt die Antwort per Mail oder Telefon: /vermittelt { $number } ja, nein oder frage, dahinter der Text an die Person.
staff-introduction-sent = { $number }: als an { $actor } gesendet vermerkt; die Person weiß Bescheid.
staff-introduction-not = { $number }: Das ist schon geschehen, oder die Antwort liegt schon vor. /zeige { $number }
staff-introduction-none = { $number } ist keine Vermittlung.
staff-introduction-how = { $number }: So geht es: /vermittelt { $number } (gesendet), /vermittelt { $number } ja Text, /vermittelt { $number } nein Text, /vermittelt { $number } frage Text
staff-introduction-what = { $number }: Was wird gefragt? /vermittelt { $number } frage Text
staff-introduction-noted = { $number }: Antwort vermerkt; die Person weiß Bescheid.
staff-introduction-accepted = { $number }: { $actor } hat zugesagt.
staff-introduction-declined = { $number }: { $actor } hat abgesagt.
staff-introduction-asked = { $number }: { $actor } fragt zurück; die Person ist gefragt.
words-introduction-accepted = ja, zusage, zugesagt, yes, accepted
words-introduction-declined = nein, absage, abgesagt, no, declined
words-introduction-asked = frage, rückfrage, question, asks
button-introduced = Ist gesendet
usage-introduced = Vermittlung als gesendet vermerken, z. B. /vermittelt KI-AC3DE; mit ja, nein oder frage und einem Text die Antwort
event-introduced = an die Organisation gesendet
event-introduction-accepted = zugesagt
event-introduction-declined = abgesagt
event-introduction-asked = Rückfrage
data-introduction = – Vermittlung an { $actor }, zugestimmt { $date }: »{ $text }«
data-introduction-contact = – weitergegebene Erreichbarkeit: { $contact }
data-introduction-draft = Begonnene, noch nicht freigegebene Vermittlung: »{ $text }« { $contact }
privacy-introduction = Vermittlung an eine Organisation: nur mit Ihrer Zustimmung zu genau dem gezeigten Text und Kontakt. Beides steht am Vorgang und wird mit ihm gelöscht; was per E-Mail hinausging, liegt dann auch dort. Die Frage nach einem Monat, ob es geholfen hat, wird nur gezählt.
