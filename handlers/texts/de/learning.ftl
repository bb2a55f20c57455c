## Lernen

usage-learn = schlägt die Antwort eines Vorgangs als Wissen vor
event-learned = als Wissen vorgeschlagen, ohne persönliche Angaben
staff-learned =
    { $number }: Entwurf angelegt: »{ $question }«
    Namen, Orte, Kennungen und Gesundheitliches sind ausgeblendet. Weiter geht es am Schreibtisch unter »Wissen«; freigeben muss eine zweite Person.
staff-learn-not = { $number }: Daraus lässt sich nichts vorschlagen: Es fehlt die Frage oder eine Antwort, oder die Person hat ihre Daten gelöscht.
privacy-learning = Damit wir Lücken schließen können, merke ich mir Fragen, auf die ich keine Antwort wusste oder zu denen Sie einen Vorschlag auswählen: ohne Namen, Orte, Kennungen und Gesundheitliches, gezählt je Tag, höchstens { $days } Tage nach dem letzten Mal. Nichts daran führt zu Ihnen zurück; deshalb können /daten und /loeschen es nicht finden. Wenn Sie das nicht möchten, drücken Sie »Meine Fragen nicht merken«.
privacy-learning-off = Fragen ohne Antwort merke ich mir aus dieser Unterhaltung nicht.
button-learning-off = Meine Fragen nicht merken
learning-off = In Ordnung: Aus dieser Unterhaltung merke ich mir keine Fragen mehr, auch nicht ohne Namen.
