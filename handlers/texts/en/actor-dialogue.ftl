## Finding the right partner: asking back, changing, browsing

actors-change-hint = Something different? Write for example “rather { $place }”, “no university” or “only funding”.
actors-understood = Understood: { $need }
actors-without = not { $what }
actors-ask-place = Where should it be? Name a town, a region or a postcode.
actors-ask-who = Who are you asking for?
actors-unknown-place = I do not know this place. Write it once more, name a bigger town nearby, or skip the question.
actors-what-to-change = What would you like to change?
actors-no-more = I cannot find anybody else for “{ $need }”. Shall I ask a person?
actors-choose = What should it be?
actors-contact-whom = Whom shall I put you in touch with? You will see exactly what is passed on first; nothing goes out unless you agree.
actors-but-unconfirmed = the entry has not been confirmed since we asked on { $value }
button-skip = Skip
words-skip = skip, any, anywhere, no, egal, überspringen, nein
button-change-search = Change the search
words-change-search = change, ändern
button-change-place = Place
button-change-offer = What I need
button-change-kind = Kind of organisation
button-change-who = Who I ask for
button-change-anew = Start again
button-back-to-list = Back to the list
button-fitting-actors = Fitting organisations
words-fitting-actors = actors, contacts, organisations, akteure, ansprechpartner
button-question = Question: { $question }
button-browse = Browse the directory
words-browse = browse, directory, all, blättern, verzeichnis, alle
browse-start = The directory holds { $count } organisations. How would you like to browse?
browse-by-topic = Which topic?
browse-by-region = Which region?
browse-by-kind = Which kind of organisation?
browse-list =
    { $count ->
        [1] { $what }: one entry
       *[other] { $what }: { $count } entries
    }
button-by-topic = By topic
button-by-region = By region
button-by-kind = By kind of organisation
words-by-topic = topic, topics, by topic, thema, themen
words-by-region = region, regions, place, by region, regionen
words-by-kind = kind, kinds, type, types, by kind, art, arten
button-browse-back = Back
