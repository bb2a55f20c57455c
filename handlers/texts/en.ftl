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
usage-list = show cases; with new, mine, waiting, overdue or closed only those
usage-show = show one case in full: /show KI-ABCDE
usage-claim = take a case: /claim KI-ABCDE
usage-release = give a case back: /release KI-ABCDE
usage-reply = answer the person: /reply KI-ABCDE your text
usage-note = internal note, never leaves the team: /note KI-ABCDE your text
usage-close = close a case: /close KI-ABCDE
usage-reopen = reopen a case: /reopen KI-ABCDE
usage-desk = a link to the desk in the browser

## Answers

answer-source = Source: { $source }
answer-source-dated = Source: { $source } (as of { $date })
answer-more-sources = Also: { $sources }
answer-checked = Last checked: { $date }
answer-no-source = No single source; our editors are responsible for this text.
answer-overdue = Please note: this answer was due to be checked again by { $date } and may be out of date. If in doubt, ask a person.
answer-unverified = Please note: not all of this is confirmed.
several-questions =
    { $count ->
        [2] I found two questions in your message and will answer both.
       *[other] I found { $count } questions in your message and will answer each of them.
    }
first-question = On “{ $question }”:
suggest = Did you mean one of these questions? Just type the number.
suggest-one = Did you mean this question?
none = I have no checked answer to that, and I do not want to guess. Shall I pass your question on to a person?
none-hint = You can also try asking in other words.
off-topic =
    I have no checked answer to that. I am here for questions about artificial intelligence in Saxony, for example funding, the law, training, research and events.
    Does your question have to do with that? Then please try asking in other words, or I can pass it on to a person.
not-understood =
    I did not understand that. Please put your question in one sentence, for example “What is artificial intelligence?” or “What funding is there for AI in my company?”. Write “human” to reach a person.
button-helpful = Yes, helpful
button-not-helpful = No
button-person = Pass on to a human
button-none-of-these = None of these
button-belongs-to = Belongs to { $number }
words-helpful = yes, yes thanks, helpful, ja, 👍
words-not-helpful = no, nope, not helpful, nein, 👎
helpful-question = Was that helpful?
helpful-thanks = Thank you, I am glad to hear that.
not-helpful = I am sorry about that. Shall I pass your question on to a person? You can also try asking in other words.
already-noted = I have already noted that, thank you.

## Contacts and events

actor-facts = { $kind } · { $place }
actor-topics = Topics: { $topics }
actor-offers = Offers: { $offers }
actor-members = This is for members.
actor-private = A private company; listing it is not a recommendation.
actor-website = Website: { $url }
actors-ask = What is it about, and where? For example: “/actors robotics Chemnitz” or “/actors funding”.
actors-found = The best matches for “{ $need }”:
actors-none = I cannot find anyone in my directory for “{ $need }”. Shall I ask a person?
actors-reason = matches because of: { $why }
actors-none-near = I know nobody for this near { $place }. Those named work across the state or sit farther away:
actors-more = This may fit “{ $need }” as well:
actors-but = but: { $but }
actors-but-members = members only
actors-but-private = private company, naming it is no recommendation
actors-but-far = { $value } km away
actors-but-overdue = the entry should have been reviewed by { $value }
button-more-actors = More
words-more-actors = more, weitere, mehr
gone = This entry is no longer available. Please ask again, or write “human”.
events-upcoming = Confirmed dates:
events-no-date = I do not know of any confirmed upcoming dates at the moment.
events-recurring = These events take place regularly; the organisers announce the dates:
event-when = When: { $when }
event-place = Place: { $place }
event-organiser = Organiser: { $organiser }
event-past = This event is over.
event-more = More information: { $url }
event-no-date = no confirmed date
subscribe-not-yet = You cannot subscribe to events here yet. /events shows what is known. For anything else, write “human” to ask someone from the team.

## To a human

person-ask-question = Of course. What is it about? Please write your question in one message, without anything confidential. Write “cancel” to stop.
person-ask-question-last = Of course. Is it about your last question, or something else? You can also write your question in one message, without anything confidential.
button-last-question = My last question
button-something-else = Something else
words-something-else = no, another one, nein, etwas anderes
consent =
    If you agree, I will pass this on:

    “{ $question }”

    We store this text, any further messages you send about it, the answers, your language and where to send the reply (this conversation, { $channel }). We do not store your name or phone number. The team can read it: { $operator }. Everything is deleted { $days } days after the case is closed, or at once if you write /delete.

    Do you agree?
consent-still-open = Your enquiry has not been sent yet. Shall I pass it on?
button-consent = Yes, pass it on
button-edit = Change the text
button-cancel = Cancel
words-consent = yes, yes please, ok, okay, sure, agreed, i agree, ja, ja bitte, pass it on, 👍
words-edit = change, edit, change the text, ändern
words-cancel = no, no thanks, cancel, rather not, nein, abbrechen
words-yes = yes, ja, ok, okay, 👍
edit-ask = All right. What would you like it to say? Please write it in one message.
cancelled = All right, I have stopped. Nothing was passed on or deleted. Feel free to ask me something else.
nothing-to-cancel = There is nothing to cancel at the moment. Ask me anything, or write /help.
channel-web = web page
channel-telegram = Telegram
channel-matrix = Matrix
channel-console = terminal
case-opened =
    Noted under number { $number }. Someone from the team will read your question and reply here in this conversation.
    { $expectation }
    Write /status to see where it stands. If you think of anything else, just keep writing.
expectation-unknown = I cannot promise when.
expectation-hours = I cannot promise when. The team is available: { $hours }.
case-already = I have already noted that under { $number }: { $state }
case-joined = I have added this to { $number }. Someone from the team will read it.
case-joined-quiet = I am adding your messages to { $number } now. A person is reading them and will reply to you. I will still answer new questions.
case-reopened = { $number } is open again, and your message has been added. Someone from the team will get back to you here.
case-answer =
    Reply to { $number } from the { $operator }:

    { $text }
case-answer-file = (file)
case-message-revised = Your change is with { $number }.
case-message-withdrawn = Your message to { $number } has been withdrawn.
may-arrive-twice = (This message may reach you a second time; if so, it is the same one.)
case-answer-foot = If anything is still unclear, just reply here.
case-question-foot = Please just reply here.
case-claimed-person = About { $number }: a person is looking after your enquiry now.
case-closed-person = { $number } is closed. If you write here within { $days } days, we will pick it up again; after that, please write “human” to start a new enquiry.
case-reopened-person = { $number } is open again; someone from the team is looking after it.
status-none = There is no enquiry in this conversation. Write “human” to start one.
status-unknown = I cannot find anything about { $number } in this conversation.
status-line = { $number } of { $date }: { $state }
status-question = “{ $question }”
state-new = it is with the team; nobody has taken it yet.
state-claimed = a person is looking after it.
state-waiting = the team has a question for you and is waiting for your reply.
state-answered = answered on { $date }.
state-closed = closed on { $date }.
state-name-new = new
state-name-claimed = in progress
state-name-waiting = waiting for your reply
state-name-answered = answered
state-name-closed = closed

## Language

language-ask = Which language shall I answer in? Otherwise I use the language of your message.
language-set = All right, I will answer in English. Write /language to change this.
button-german = Deutsch
button-english = English
words-german = deutsch, german
words-english = english, englisch

## Data

privacy =
    In short: I store as little as possible.

    If you do not ask for a person: your language, your last unanswered question, the buttons I offered and the technical ids of your messages; on the web page also the conversation, so that it is still there when you reload. If you do: what you choose to pass on, your further messages about it and the replies.

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

## Small talk

hello-again = Hello! What would you like to know about AI in Saxony?
thanks = You are welcome. If there is anything else, just ask.
sorrow = I am sorry to hear that. I am only a bot, but there is always someone to talk to at TelefonSeelsorge: 0800 1110111, free of charge and anonymous. If you would like to know something about AI in Saxony, I am happy to help.
goodbye = Goodbye, and all the best!
acknowledged = Good. Is there anything else you would like to know?
go-ahead = Of course. Please write your question in one sentence.
declined = All right. If anything comes up later, just ask.
no-such-number = I am not offering a button { $number } at the moment. Please ask your question in words, or write /help.
how-are-you = Thank you for asking. I am a bot, so I am always the same. What would you like to know?
question-mark = How can I help? Ask your question in one sentence, or write /help.
emoji = I cannot tell what a symbol on its own means. If you have a question, please put it in words.
empty = Your message arrived without any text. Please put your question in words, or write “human” to reach a person.
insult = I can tell that you are annoyed. I would still like to help: ask your question again, or talk to a person.
which-people = Do you mean someone from our team? Then I can pass your question on. If you are looking for staff to employ, “/actors skilled staff” shows organisations that can help.
too-long =
    { $count ->
       *[other] Your message is very long ({ $count } characters). Please put your question in one or two sentences, or I can pass the whole text on to a person.
    }
media-voice = I cannot listen to voice messages. Please write your question, or talk to a person.
media-photo = I cannot read pictures. Please describe in words what it is about, or talk to a person.
media-document = I cannot read files. Please describe in words what it is about, or talk to a person.
media-sticker = I am afraid I cannot read stickers. If you have a question, please put it in words.
media-location = I cannot use a location yet. Please name the place in words, for example “/actors funding Zwickau”.
media-contact = I do not need contact details and do not store them. Please write your question.
media-unreadable = I cannot decrypt one of your messages; its key has not arrived. Please send it again. If that does not help, sign in to your app anew or use our web page.
media-other = I cannot use that. Please put your question in words, or talk to a person.
unknown-command = I do not know the command /{ $name }. /help shows all of them.
unknown-command-near = I do not know the command /{ $name }. Did you mean /{ $near }? /help shows all of them.
staff-only-command = /{ $name } is a command for the team and does nothing here. /help shows what you can do.
button-expired = This button no longer works. Please ask your question again, or write /help.

## Emergency

crisis =
    That sounds very serious. Please talk to someone now:
    Emergency: 112
    TelefonSeelsorge (crisis line): 0800 1110111 (around the clock, free of charge, anonymous)
    I am only a bot and cannot call for help myself. Please call one of these numbers.
    Afterwards you can also write to our team. That is not immediate help: a reply may take a while.
fault = I am sorry, something went wrong on my side (reference { $reference }). Your message has arrived, and the team knows about the problem. Please try again, or pass your question on to a person.
cannot-store = I cannot store anything at the moment, so I could not accept your message. Please send it again in a few minutes.

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
staff-undelivered = { $number }: not delivered. The reply goes out as soon as the person can be reached again and writes.
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
staff-owned-by = { $name } has it
button-claim = Take it
button-show = Show
button-close = Close
button-reply = Reply
button-note = Note
button-reopen = Reopen
words-none-of-these = none, none of these, none of them, no, keine, keine davon, nein
