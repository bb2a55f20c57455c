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
