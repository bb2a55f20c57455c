## Team

staff-new-case = New enquiry { $number } ({ $channel }, { $language })
staff-new-case-topic = Probably about: { $topic }
staff-new-case-since = Received: { $date }
staff-person-says =
    { $number }, the person writes:
    “{ $text }”
staff-words-withdrawn = { $number }: the person has withdrawn this message.
staff-words-erased = { $number }: this text was deleted at the person's request.
staff-revised = { $number }: the person changed or withdrew an earlier message; above and in the case you see how it stands now.
staff-revised-after = { $number }: the person changed a message that had been answered; the case shows both versions.
staff-message = { $number }: new message from the person
staff-reopened = { $number }: reopened by the person, with a new message
staff-erased = { $number }: the person has deleted their data. The case is closed.
staff-crisis = Urgent: a message in a conversation ({ $channel }) suggests an emergency. The emergency numbers were given. { $case }
staff-crisis-case = Open case of this person: { $number }
staff-crisis-no-case = There is no case; neither the text nor the person is stored.
staff-fault = Fault { $reference } while answering a message ({ $platform }). The person was told; details are in the log.
staff-list-empty = Nothing in this list.
staff-list-unknown = There is no list “{ $name }”. /list shows all open cases; you can also use /list new, mine, waiting, overdue, undelivered, closed; /pending shows ages.
staff-list-more = At most { $count } stand here; the desk in the browser shows all (/desk).
staff-list-head =
    { $count ->
        [one] One case ({ $view })
       *[other] { $count } cases ({ $view })
    }
staff-list-line = { $number } · { $state } · { $owner } · since { $date } · “{ $question }”
staff-nobody = free
staff-state-new = new
staff-state-claimed = in progress
staff-state-waiting = waiting for the person
staff-state-answered = answered
staff-state-closed = closed
staff-view-open = all open ones
staff-view-new = new
staff-view-mine = mine
staff-view-waiting = waiting for the person
staff-view-overdue = overdue
staff-view-undelivered = not delivered
staff-view-closed = closed
staff-undelivered-mark = not delivered: { $count }
staff-show-head = { $number } · { $state } · { $owner } · { $channel } · { $language }
staff-show-event = { $date } · { $who } · { $what }{ $text }
staff-by-person = person
staff-by-system = system
staff-claimed = { $number }: { $name } is looking after it.
staff-claim-lost = { $name } already has { $number }.
staff-claim-mine = You already have { $number }.
staff-claim-closed = { $number } is closed. First /reopen { $number }.
staff-erased-case = The person has deleted their data; there is no way to reach them about { $number } any more.
staff-released = { $number } is free again.
staff-replied = { $number }: your answer is on its way to the person.
staff-delivered = { $number }: delivered.
staff-undelivered = { $number }: not delivered. If the person has blocked us, the reply goes out as soon as they are back; otherwise it is not sent another time. The desk shows why (/desk).
staff-reply-here = { $number }: reply to this message and your text goes to the person. Or write: /reply { $number } your text
staff-note-here = { $number }: what you write here in the case's thread stays internal. Anywhere else: /note { $number } your text
staff-noted-inside = { $number }: kept as an internal note. Only a reply to the person's message, or text after /reply, goes to the person.
staff-edit-not-sent = { $number }: your change does not reach the person; what has gone out cannot be taken back. Write to them again if needed.
staff-reply-empty = Nothing was sent: the text is missing. Like this: /reply { $number } your text
staff-reply-lost = Not sent: { $name } has { $number }.
staff-reply-closed = Not sent: { $number } is closed. First /reopen { $number }.
staff-reply-erased = Not sent: the person has deleted their data; there is no way to reach them about { $number } any more.
staff-noted = { $number }: the note has been added, for the team only.
staff-note-empty = The text is missing. Like this: /note { $number } your text
staff-closed = { $number } is closed.
staff-close-lost = { $number } cannot be closed: { $reason }
staff-reopened-by = { $number } is open again ({ $name }).
staff-reopen-not = { $number } is not closed.
staff-release-not = { $number } is not one of your cases.
staff-unknown-case = There is no case { $number }. /list shows all open ones.
staff-which-case = Which case? Like this: /{ $command } KI-ABCDE
staff-not-sent = Not sent: that was not a command. Only /reply NUMBER TEXT goes to the person; /help shows everything.
staff-unknown-command = Not sent: there is no command /{ $name }. { $near }
staff-did-you-mean = Did you mean /{ $near }?
staff-help =
    Commands for the team:
    { $commands }
    Only what follows /reply goes to the person. If your answer ends with a question mark, the case waits for the person.
staff-desk-link = Desk for { $name }; the link works once and for a quarter of an hour: { $link }
staff-no-desk = There is no desk in the browser here.
staff-closed-already = it is already closed
staff-owned-by = { $name } has the case.
button-claim = Take it
button-show = Show
button-close = Close
button-reply = Reply
button-note = Note
button-reopen = Reopen
words-none-of-these = none, none of these, none of them, no, keine, keine davon, nein
