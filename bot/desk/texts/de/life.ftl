# Das Leben eines Vorgangs am Schreibtisch.

head-due = Zugesagt bis
due = zugesagt bis { $date }
more = Mehr tun
do-wait = Auf die Person warten
do-urgent = Nach oben
do-urgent-off = Nicht mehr dringend
do-ban = Person sperren
do-unban = Person entsperren
do-tag = Anfügen
do-untag = #{ $tag } entfernen
do-merge = Zusammenlegen
do-release-other = Freigeben (hat { $name })
do-learn = Als Wissen vorschlagen
tag-word = Schlagwort
merge-into = Geht auf in Vorgang
mark-urgent = dringend
mark-banned = Person gesperrt
mark-merged = läuft weiter unter { $number }
filter-tag = Schlagwort
reply-file = Datei mitschicken (bis 20 MB)
reply-no-file = Auf diesem Weg kommen nur Worte an, keine Dateien.
error-no-file = Diese Datei gibt es nicht mehr, oder sie ist zu groß.
error-no-files-there = Auf diesem Weg lassen sich keine Dateien schicken. Nichts wurde gesendet.
error-file-later = Die Datei ist gerade nicht zu holen. Bitte versuchen Sie es gleich noch einmal.
