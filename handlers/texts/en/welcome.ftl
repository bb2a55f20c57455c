## First contact and help

intro = Hello! I am the { $bot }, an automated assistant of the { $operator }. I only quote checked texts, with their source and date; I never write answers myself. Write “human” to reach a person at any time, or /privacy for the privacy notice.
intro-short =
    I am an automated assistant and only quote checked texts. Write “human” to reach a person at any time, or /privacy for the privacy notice.
welcome =
    Hello! I am the { $bot }, an automated assistant of the { $operator }.

    I answer questions about artificial intelligence in Saxony from checked texts, with their source and date. I can also point you to people who can help and to events. I never write answers myself, and I never guess.

    If I cannot help, or you would rather talk to a person, write “human”. For the privacy notice, write /privacy.

    Just ask, for example: “What funding is there for AI in my company?”
help =
    How it works: ask your question in one sentence, in German or English. Every button has a number; typing the number works just as well.

    { $commands }

usage-start = welcome, and what I can do
usage-help = this help
usage-actors = find contacts and organisations
usage-events = events about AI
usage-subscribe = news about new events
usage-person = ask a person
usage-status = see where your enquiries stand
usage-language = German or English
usage-data = see what is stored about you
usage-erase = delete everything about you
usage-privacy = privacy notice
usage-cancel = stop the current step
usage-list = show cases; with new, mine, waiting, overdue, undelivered or closed only those
usage-pending = everything open, with its age
usage-show = show one case in full: /show KI-ABCDE
usage-claim = take a case: /claim KI-ABCDE
usage-release = give a case back: /release KI-ABCDE
usage-reply = answer the person: /reply KI-ABCDE your text
usage-note = internal note, never leaves the team: /note KI-ABCDE your text
usage-close = close a case: /close KI-ABCDE
usage-reopen = reopen a case: /reopen KI-ABCDE
usage-desk = a link to the desk in the browser
