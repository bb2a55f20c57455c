## Data

privacy =
    In short: I store as little as possible.

    If you do not ask for a person: your language, your last unanswered question, the words of a search for organisations under way, the buttons I offered and the technical ids of your messages; on the web page also the conversation, so that it is still there when you reload. If you do: what you choose to pass on, your further messages about it and the replies.

    Everything is deleted { $days } days after your last message or after your enquiry was closed. /data shows you all of it, /delete deletes it at once. Nothing is passed on for advertising, and nobody is profiled; the logs contain no message text.
privacy-responsible = Responsible: { $operator }.
privacy-contact = Privacy contact: { $contact }.
privacy-in-detail = Full notice: { $url }.
privacy-complaints = You can complain to the Saxon Data Protection and Transparency Commissioner (Sächsische Datenschutz- und Transparenzbeauftragte).
imprint = Responsible for the { $bot }: { $operator }
data-head = This is everything stored about this conversation ({ $channel }, id { $address }):
data-head-page = This is everything stored about this conversation on the web page. Your browser is recognised by a cookie; only a checksum of it is stored.
data-since = First message: { $first }. Last message: { $last }.
data-language = Language: { $language }
data-question = Last unanswered question: “{ $question }”
data-case = { $number } ({ $state }), opened { $date }:
data-notes =
    { $count ->
        [one] The team has written one internal note about it; please ask the privacy contact about it.
       *[other] The team has written { $count } internal notes about it; please ask the privacy contact about them.
    }
data-event = – { $date } · { $what }{ $text }
data-lines =
    { $count ->
        [one] Conversation on the web page: one line.
       *[other] Conversation on the web page: { $count } lines.
    }
data-unsent =
    { $count ->
        [one] Not delivered yet: one message to you.
       *[other] Not delivered yet: { $count } messages to you.
    }
data-offers =
    { $count ->
        [one] Offered button with your text: one.
       *[other] Offered buttons, some with your text: { $count }.
    }
data-foot = Write /delete to delete all of it at once.
event-opened = opened
event-message = message
event-revised = message changed
event-claimed = taken
event-released = given back
event-replied = reply from the team
event-note = note
event-closed = closed
event-reopened = reopened
event-flagged = flagged
event-erased = data deleted by the person
event-delivered = delivered
event-undelivered = not delivered
erase-confirm = I will then delete everything about this conversation at once: your language, the conversation, your enquiries with all messages, drafts and subscriptions. This cannot be undone, and open enquiries will not be answered. Shall I do that?
button-erase = Yes, delete everything
words-erase = yes, delete, yes delete, delete everything, ja
erased = Done: everything about this conversation has been deleted. Receipt { $receipt }, { $date }. Your next message starts from scratch.
