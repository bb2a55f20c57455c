# Die Zahlen der Woche, im Teamraum.

usage-numbers = die Zahlen der letzten sieben Tage
numbers-none = Hier werden keine Zahlen geführt.
numbers-few = unter 5
numbers-head = Zahlen vom { $first } bis { $last }
numbers-questions = Fragen: { $questions } (beantwortet: { $answered }, zurückgefragt: { $back }, ohne Antwort: { $none }). Ans Team gegeben: { $passed }.
numbers-helped = Antworten: hilfreich: { $yes }, nicht hilfreich: { $no }, ohne Rückmeldung: { $silent }.
numbers-waits = Bis zur ersten Antwort des Teams: die Hälfte in { $half }, neun von zehn in { $most }.
numbers-gaps = Hier fehlt am ehesten etwas: { $topics }
numbers-review = Themen, deren Prüfung fällig ist: { $count }
numbers-more = Gruppen unter fünf werden nicht gezeigt, auch nicht auf Umwegen. Mehr am Schreibtisch unter »Zahlen« (/desk).
numbers-minutes = { $count } Min.
numbers-hours = { $count } Std.
numbers-days = { $count } Tagen
