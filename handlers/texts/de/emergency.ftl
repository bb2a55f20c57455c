## Not

crisis =
    Das klingt sehr ernst. Bitte sprechen Sie jetzt mit einem Menschen:
    Notruf: 112
    TelefonSeelsorge: 0800 1110111 (rund um die Uhr, kostenfrei, anonym)
    Ich bin nur ein Automat und kann selbst keine Hilfe rufen. Bitte rufen Sie dort an.
    Danach können Sie auch unserem Team schreiben. Das ist keine Soforthilfe: Eine Antwort kann dauern.
fault = Entschuldigung, bei mir ist etwas schiefgegangen (Kennzeichen { $reference }). Ihre Nachricht ist angekommen, das Team weiß davon. Versuchen Sie es bitte noch einmal, oder geben Sie Ihr Anliegen an einen Menschen weiter.
cannot-store = Ich kann gerade nichts speichern, deshalb ist Ihre Nachricht nicht angenommen. Bitte senden Sie sie in ein paar Minuten noch einmal.
