## Antworten

answer-source = Quelle: { $source }
answer-source-dated = Quelle: { $source } (Stand: { $date })
answer-more-sources = Außerdem: { $sources }
answer-checked = Zuletzt geprüft: { $date }
answer-no-source = Ohne Einzelquelle; von der Redaktion verantwortet.
answer-overdue = Achtung: Diese Antwort hätte bis { $date } neu geprüft werden sollen und kann veraltet sein. Im Zweifel hilft Ihnen ein Mensch.
answer-unverified = Hinweis: Nicht alles hierzu ist belegt.
several-questions =
    { $count ->
        [2] Ich habe zwei Fragen gelesen und beantworte beide.
       *[other] Ich habe { $count } Fragen gelesen und beantworte jede.
    }
first-question = Zu »{ $question }«:
suggest = Meinten Sie eine dieser Fragen? Tippen Sie die Nummer.
suggest-one = Meinten Sie diese Frage?
none =
    Dazu habe ich keine geprüfte Antwort, und raten möchte ich nicht. Soll ich Ihre Frage an einen Menschen weitergeben?
none-hint = Sie können die Frage auch mit anderen Worten noch einmal stellen.
off-topic =
    Dazu habe ich keine geprüfte Antwort. Ich bin für Fragen zu Künstlicher Intelligenz in Sachsen da, zum Beispiel zu Förderung, Recht, Weiterbildung, Forschung und Terminen.
    Hat Ihre Frage damit zu tun? Dann stellen Sie sie gern mit anderen Worten, oder ich gebe sie an einen Menschen weiter.
not-understood =
    Das habe ich nicht verstanden. Schreiben Sie mir Ihre Frage bitte in einem Satz, zum Beispiel »Was ist Künstliche Intelligenz?« oder »Welche Förderung gibt es für KI im Betrieb?«. Mit »Mensch« erreichen Sie eine Person.
button-helpful = Ja, hilfreich
button-not-helpful = Nein
button-person = An einen Menschen weitergeben
button-none-of-these = Keine davon
button-belongs-to = Gehört zu { $number }
words-helpful = ja, ja danke, hilfreich, yes, 👍
words-not-helpful = nein, nicht hilfreich, no, nope, 👎
helpful-question = War das hilfreich?
helpful-thanks = Danke, das freut mich.
not-helpful =
    Das tut mir leid. Soll ich Ihre Frage an einen Menschen weitergeben? Sie können sie auch mit anderen Worten noch einmal stellen.
already-noted = Das ist schon vermerkt, danke.
