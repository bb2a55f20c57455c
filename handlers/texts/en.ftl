## First contact and help

intro =
    Hello! I am the { $bot }, an automaton of the { $operator }. I only quote checked texts, with source and date; I write nothing myself. “Human” reaches a person at any time, /privacy shows the privacy notice.
welcome =
    Hello! I am the { $bot }, an automaton of the { $operator }.

    I answer questions about artificial intelligence in Saxony from checked texts with source and date, name fitting contacts and point to events. I write nothing myself and I do not guess.

    Whenever I cannot help, or you would rather talk to a person, write “human”. The privacy notice is at /privacy.

    Just ask, for example: “What funding is there for AI in my company?”
help =
    This is how it works: ask your question in one sentence, in German or English. Every button has a number; typing the number does the same.

    { $commands }

usage-start = welcome, and what I can do
usage-help = this help
usage-actors = find contacts and organisations
usage-events = events about AI
usage-subscribe = news of new events
usage-person = turn to a human
usage-status = where your inquiries stand
usage-language = German or English
usage-data = what is stored about you
usage-erase = delete everything about you
usage-privacy = privacy notice
usage-cancel = cancel the current step
usage-list = show cases: new, mine, waiting, overdue, closed
usage-show = show one case in full
usage-claim = take a case
usage-release = give a case back
usage-reply = answer the person
usage-note = internal note, never leaves the team
usage-close = close a case
usage-reopen = open a case again

## Answers

answer-source = Source: { $source }
answer-source-dated = Source: { $source } (as of { $date })
answer-more-sources = Also: { $sources }
answer-checked = Last checked: { $date }
answer-no-source = Without a single source; the editors answer for it.
answer-overdue = Please note: this answer should have been checked again by { $date } and may be out of date. If in doubt, ask a human.
answer-unverified = Note: not all of this is confirmed.
not-provided = not provided yet
several-questions =
    { $count ->
        [2] I read two questions and answer both.
       *[other] I read { $count } questions and answer each.
    }
first-question = On “{ $question }”:
suggest = Did you mean one of these questions? Type its number.
suggest-one = Did you mean this question?
none =
    I have no checked answer to that, and I do not want to guess. Shall I pass your question on to a human?
none-hint = You can also ask again in other words.
button-helpful = Yes, helpful
button-not-helpful = No
button-person = Pass on to a human
button-none-of-these = None of these
button-belongs-to = Belongs to { $number }
words-helpful = yes, yes thanks, helpful, ja, 👍
words-not-helpful = no, nope, not helpful, nein, 👎
helpful-question = Was that helpful?
helpful-thanks = Thank you, I am glad.
not-helpful =
    I am sorry. Shall I pass your question on to a human? You can also ask again in other words.
already-noted = That is noted already, thank you.

## Contacts and events

actor-facts = { $kind } · { $place }
actor-topics = Topics: { $topics }
actor-offers = Offers: { $offers }
actor-members = The offer is for members.
actor-private = Private company; naming it is no recommendation.
actor-website = Website: { $url }
actors-ask =
    What is it about, and where? Write for example “/actors robotics Chemnitz” or “/actors funding”.
actors-found = This fits “{ $need }” best:
actors-none = I find nobody in my directory for “{ $need }”. Shall I ask a human?
actors-reason = fits because: { $why }
gone = This entry no longer exists. Please ask again, or write “human”.
events-upcoming = Confirmed dates:
events-no-date = At the moment I know of no confirmed future date.
events-recurring = These formats come back regularly; the organisers announce the dates:
event-when = When: { $when }
event-place = Place: { $place }
event-organiser = Organiser: { $organiser }
event-past = This event is over.
event-more = More: { $url }
event-no-date = no confirmed date
subscribe-not-yet =
    There is no subscription for events here yet. /events shows what is known; for anything else “human” asks somebody from the team.

## To a human

person-ask-question = Gladly. What is it about? Write your question in one message; nothing confidential, please. “Cancel” stops this.
person-ask-question-last = Gladly. Is it about your last question, or about something else? Otherwise write your matter in one message; nothing confidential, please.
button-last-question = My last question
button-something-else = Something else
words-something-else = no, another one, nein, etwas anderes
consent =
    This is what I pass on if you agree:

    “{ $question }”

    Stored are this text, your further messages about it, the answers, the language and this conversation ({ $channel }) as the way back. No name, no phone number. It can be read by the team: { $operator }. Everything is deleted { $days } days after the case is closed, or at once with /delete.

    Do you agree?
consent-still-open = Your inquiry has not been sent yet. Shall I pass it on?
button-consent = Yes, pass it on
button-edit = Change the text
button-cancel = Cancel
words-consent = yes, yes please, ok, okay, sure, agreed, i agree, ja, ja bitte, pass it on, 👍
words-edit = change, edit, change the text, ändern
words-cancel = no, no thanks, cancel, rather not, nein, abbrechen
words-yes = yes, ja, ok, okay, 👍
edit-ask = All right. How should it read? Write it in one message.
cancelled = All right, I stopped: nothing was passed on or deleted. Feel free to ask more.
nothing-to-cancel = There is nothing running that could be cancelled. Ask me anything, or write /help.
channel-web = web page
channel-telegram = Telegram
channel-matrix = Matrix
channel-console = terminal
case-opened =
    Noted under number { $number }. Somebody from the team reads your matter and answers here in this conversation.
    { $expectation }
    /status shows where it stands. If anything else comes to mind, just keep writing.
expectation-unknown = I cannot promise when. Office hours: not provided yet.
expectation-hours = I cannot promise when; the team is available: { $hours }.
case-already = That is noted already under { $number }: { $state }
case-joined = I have put this with { $number }. Somebody from the team will read it.
case-joined-quiet = I am putting your messages with { $number } now; a human is reading and will answer you. I still answer a new question.
case-reopened = { $number } is open again, with your message. Somebody from the team will get back to you here.
case-answer =
    Answer to { $number } from the { $operator }:

    { $text }
case-answer-foot = Just answer here if anything is left open.
case-question-foot = Please just answer here.
case-claimed-person = On { $number }: a human is looking after your matter now.
case-closed-person = { $number } is closed. If you write here within { $days } days it goes on; after that, begin anew with “human”.
case-reopened-person = { $number } is open again; somebody from the team is looking after it.
status-none = There is no inquiry in this conversation. “Human” begins one.
status-unknown = I find nothing about { $number } in this conversation.
status-line = { $number } of { $date }: { $state }
status-question = “{ $question }”
state-new = it is with the team, nobody has taken it yet.
state-claimed = a human is looking after it.
state-waiting = the team has asked back and waits for your answer.
state-answered = answered on { $date }.
state-closed = closed on { $date }.
state-name-new = new
state-name-claimed = being answered
state-name-waiting = waiting for you
state-name-answered = answered
state-name-closed = closed

## Language

language-ask = In which language shall I answer? Otherwise I follow the language of your message.
language-set = All right, I will answer in English. /language changes it.
button-german = Deutsch
button-english = English
words-german = deutsch, german
words-english = english, englisch

## Data

privacy =
    In short: I store as little as possible.

    Without an inquiry to a human: your language, your last unanswered question, the buttons offered and technical ids of the messages; on the web page also the conversation, so that it is still there after reloading. With an inquiry: what you expressly pass on, your further messages about it and the answers.

    It is deleted { $days } days after your last message or after the inquiry was closed. /data shows everything, /delete deletes it at once. Nothing is passed on for advertising, nobody is profiled; logs contain no message text.

    Responsible: { $operator }. Privacy contact: { $contact }. In detail: { $url }. Complaints are taken by the Saxon Data Protection and Transparency Commissioner (Sächsische Datenschutz- und Transparenzbeauftragte).
data-head = This is everything stored about this conversation ({ $channel }, id { $address }):
data-since = First message: { $first }. Last message: { $last }.
data-language = Language: { $language }
data-question = Last open question: “{ $question }”
data-case = { $number } ({ $state }), opened { $date }:
data-notes =
    { $count ->
        [one] There is one internal note of the team on it; the privacy contact informs you about it.
       *[other] There are { $count } internal notes of the team on it; the privacy contact informs you about them.
    }
data-event = { $date } · { $what }{ $text }
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
data-foot = /delete deletes all of it at once.
event-opened = opened
event-message = message
event-claimed = taken
event-released = given back
event-replied = answer of the team
event-note = note
event-closed = closed
event-reopened = opened again
event-flagged = marked
event-erased = data deleted by the person
event-delivered = delivered
event-undelivered = not delivered
erase-confirm =
    I will then delete everything about this conversation at once: language, conversation, inquiries with all messages, drafts and subscriptions. This cannot be undone, and open inquiries will not be answered any more.
button-erase = Yes, delete everything
words-erase = yes, delete, yes delete, delete everything, ja
erased = Done: everything about this conversation is deleted. Receipt { $receipt }, { $date }. Your next message starts from scratch.

## Small talk

hello-again = Hello! What would you like to know about AI in Saxony?
thanks = You are welcome. Just ask if there is anything else.
sorrow = I am sorry. I am only an automaton; to talk, TelefonSeelsorge is there at any time: 0800 1110111, free of charge and anonymous. If you would like to know something about AI in Saxony, I am glad to help.
goodbye = Goodbye, and all the best!
acknowledged = Good. Is there anything else you would like to know?
go-ahead = Gladly. Write me your question in one sentence.
declined = All right. If anything comes up later, just ask.
no-such-number = I have not offered a button { $number } just now. Please ask your question in words, or write /help.
how-are-you = Thank you for asking. I am an automaton, I am always the same. What would you like to know?
question-mark = How can I help? Ask your question in one sentence, or write /help.
emoji = I cannot read a sign on its own. If you have a question, write it to me in words.
empty = Your message arrived without text. Write me your question in words, or “human” for a person.
insult = I can tell that you are annoyed. I would still like to help: ask your question again, or turn to a human.
too-long =
    { $count ->
       *[other] Your message is very long ({ $count } characters). Please write your question in one or two sentences. Or I pass the whole text on to a human.
    }
media-voice = I cannot listen to voice messages. Please write me your question, or turn to a human.
media-photo = I cannot read pictures. Please describe in words what it is about, or turn to a human.
media-document = I cannot read files. Please write in words what it is about, or turn to a human.
media-sticker = I am afraid I cannot read stickers. If you have a question, write it to me in words.
media-location = I cannot use a location yet. Name the place in words, for example “/actors funding Zwickau”.
media-contact = I do not need contact details and do not store them. Please write me your question.
media-other = I cannot use that. Please write me your question in words, or turn to a human.
unknown-command = I do not know the command /{ $name }. /help shows all of them.
unknown-command-near = I do not know the command /{ $name }. Did you mean /{ $near }? /help shows all of them.
button-expired = This button no longer works. Please ask your question again, or write /help.

## Emergency

crisis =
    That sounds very serious. Please talk to a human now:
    Emergency: 112
    TelefonSeelsorge (crisis line): 0800 1110111 (around the clock, free of charge, anonymous)
    I am only an automaton and cannot call for help myself. Please call there.
fault = I am sorry, something went wrong on my side (reference { $reference }). Your message has arrived, the team knows about it. Please try again, or pass your matter on to a human.
cannot-store = I cannot store anything right now, so your message was not taken. Please send it again in a few minutes.

## Team

staff-new-case = New inquiry { $number } ({ $channel }, { $language })
staff-message = { $number }: new message from the person
staff-reopened = { $number }: opened again by the person, with a new message
staff-erased = { $number }: the person had their data deleted. The case is closed.
staff-crisis = Urgent: in a conversation ({ $channel }) a message points to an emergency. The emergency numbers were given. { $case }
staff-crisis-case = Open case on it: { $number }
staff-crisis-no-case = There is no case; neither text nor person are stored.
staff-fault = Fault { $reference } while answering a message ({ $platform }). The person was told; details are in the log.
staff-list-empty = Nothing in this list.
staff-list-head =
    { $count ->
        [one] One case ({ $view })
       *[other] { $count } cases ({ $view })
    }
staff-list-line = { $number } · { $state } · { $owner } · since { $date } · “{ $question }”
staff-nobody = free
staff-undelivered-mark = not delivered: { $count }
staff-show-head = { $number } · { $state } · { $owner } · { $channel } · { $language }
staff-show-event = { $date } · { $who } · { $what }{ $text }
staff-by-person = person
staff-by-system = system
staff-claimed = { $number }: { $name } is on it.
staff-claim-lost = { $name } already has { $number }.
staff-claim-closed = { $number } is closed. First /reopen { $number }.
staff-erased-case = The person had their data deleted; { $number } has no way back any more.
staff-released = { $number } is free again.
staff-replied = { $number }: the answer goes to the person.
staff-reply-empty = Nothing sent: the text is missing. Like this: /reply { $number } your text
staff-reply-lost = Not sent: { $name } has { $number }.
staff-reply-closed = Not sent: { $number } is closed. First /reopen { $number }.
staff-reply-erased = Not sent: the person had their data deleted; { $number } has no way back any more.
staff-noted = { $number }: the note is on the case, for the team only.
staff-note-empty = The text is missing. Like this: /note { $number } your text
staff-closed = { $number } is closed.
staff-close-lost = { $number } cannot be closed: { $reason }
staff-reopened-by = { $number } is open again ({ $name }).
staff-reopen-not = { $number } is not closed.
staff-release-not = { $number } is not yours.
staff-unknown-case = There is no case { $number }. /list shows all open ones.
staff-which-case = Which case? Like this: /{ $command } KI-ABCDE
staff-not-sent = Not sent: that was no command. Only /reply NUMBER TEXT goes to the person; /help shows everything.
staff-unknown-command = Not sent: there is no command /{ $name }. { $near }
staff-did-you-mean = Did you mean /{ $near }?
staff-help =
    Commands for the team:
    { $commands }
    Only what follows /reply goes to the person. If the answer ends with a question mark, the case waits for the person.
staff-closed-already = closed already
staff-owned-by = { $name } has it
button-claim = Take it
button-show = Show
button-close = Close
words-none-of-these = none, none of these, none of them, no, keine, keine davon, nein
