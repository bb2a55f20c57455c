## Die halbjährliche Frage an Organisationen, ob ihr Eintrag stimmt

entry-mail-subject = Stimmt der Eintrag von { $actor } bei { $bot } noch?
entry-mail =
    Guten Tag,

    im Verzeichnis von { $bot } weisen wir Menschen auf { $actor } hin. Damit das stimmt, fragen wir zweimal im Jahr nach:

    { $link }

    Dort sehen Sie den Eintrag, bestätigen ihn mit einem Klick oder schlagen eine Änderung vor. Der Link gilt bis { $date }. Einträge ohne Antwort bleiben stehen, rücken nach 60 Tagen aber nach hinten und tragen einen Hinweis.

    Vielen Dank und freundliche Grüße
    { $operator }
