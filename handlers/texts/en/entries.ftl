## The half-yearly question to organisations whether their entry is right

entry-mail-subject = Is the entry of { $actor } in { $bot } still right?
entry-mail =
    Dear Sir or Madam,

    in the directory of { $bot } we point people to { $actor }. To keep it right we ask twice a year:

    { $link }

    There you see the entry, confirm it with one click or propose a change. The link is good until { $date }. Entries without an answer stay, but after 60 days they move back and carry a note.

    Many thanks and kind regards
    { $operator }
