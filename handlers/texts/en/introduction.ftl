## Introductions: what goes to whom, consent, the answer

button-introduce-me = Put me in touch
button-introduce-me-to = { $actor }: put me in touch
words-introduce-me = kontakt, kontakt herstellen, vermitteln, introduce me, put me in touch
introduction-ask-text = What should { $actor } know about what you need? Write it the way it should arrive there. I will show you everything once more before it is passed on.
introduction-too-long = That is too long for a first enquiry. Please use at most { $most } characters.
introduction-ask-contact = How may { $actor } reach you? Write an e-mail address or a phone number. Or stay reachable only through me; then nothing of yours is passed on but the text.
introduction-contact-unclear = I recognise this neither as an e-mail address nor as a phone number. You can still change the text for the organisation afterwards.
introduction-through-us = only through me; no address is passed on
introduction-consent =
    This is how your enquiry goes out, and nothing else:

    To: { $actor }
    Text: »{ $text }«
    To reach you: { $contact }

    Somebody from the team ({ $operator }) sends it by e-mail, with a short covering sentence and a link to answer. The text, how to reach you and your consent are stored as a case and deleted { $days } days after it is closed. What went out then lies with { $actor } too.

    Do you agree?
introduction-opened =
    Thank you. Your case is { $number }. The team writes to { $actor }; I will let you know as soon as there is an answer. { $expectation }
    Until then you can withdraw everything with /delete.
introduction-already = Your enquiry to { $actor } is already under way: { $number }, { $state }.
introduction-state-agreed = waiting for the team to send it
introduction-state-sent = it was sent, the answer is pending
introduction-state-asked = the organisation has asked back
introduction-over = This step is no longer possible for { $number }. If something is still open, write “human”.
introduction-sent = { $number }: your enquiry was sent to { $actor }. I will let you know as soon as there is an answer.
introduction-accepted = Good news on { $number }: { $actor } wants to help you.
introduction-accepted-contact = They will get in touch: { $contact }.
introduction-accepted-through-us = What they write to you arrives here.
introduction-declined = On { $number }: { $actor } cannot help here, unfortunately. The team still has your case and looks for somebody else who fits.
introduction-asked = On { $number }: { $actor } would like to know something first. Your answer goes out only once you have seen it and agreed again.
introduction-words = »{ $text }«
button-introduction-reply = Answer this
introduction-ask-addition = What should { $actor } know about it? I add it to your text and show you everything before it goes out.
introduction-amended = Thank you. { $number }: the team passes your addition on to { $actor }.
introduction-helped-ask = A month ago your enquiry { $number } went to { $actor }. Did the contact help? Your answer is only counted.
button-helped-yes = Yes
button-helped-no = No
button-helped-not-yet = Not yet
introduction-helped-thanks = Thank you for letting us know.
button-introduce = Yes, pass it on like this
button-edit-contact = Change how to reach me
words-edit-contact = kontakt, kontakt ändern, erreichbarkeit, contact, change contact
button-through-us = Only through the bot
words-through-us = nur über dich, nur über sie, nur über den bot, nur hier, keine, keiner, nichts, nein, anonym, none, no, only through you, only here, anonymous

introduction-mail-subject = Enquiry through { $bot }: { $number }
introduction-mail-opening =
    Dear Sir or Madam,

    through { $bot } ({ $operator }) somebody is looking for support and has agreed that we ask { $actor } with this text:
introduction-mail-contact = How to reach the person: { $contact }
introduction-mail-through-us = For now the person wishes to be reached only through us. We pass on what you write on the following page.
introduction-mail-link =
    Please tell us with one click whether you can help, whether you cannot, or what you would like to know first (the link is good for one answer, until { $date }):
    { $link }
introduction-mail-close =
    Many thanks and kind regards
    { $operator }

    Case { $number }. Please use these details for this enquiry only.

staff-introduction = { $number }: an introduction to { $actor } was agreed to and waits to be sent. /show { $number } shows the prepared mail.
staff-introduction-amended = { $number }: the question of { $actor } was answered and agreed to. /show { $number } shows the new mail.
staff-introduction-mail =
    { $number }: prepared mail to { $actor } (contact: { $website })

    Subject: { $subject }

    { $body }

    (End of the mail.) Once it is sent: /introduced { $number }. If the answer comes by mail or phone: /introduced { $number } yes, no or question, then the text for the person.
staff-introduction-sent = { $number }: noted as sent to { $actor }; the person knows.
staff-introduction-not = { $number }: this has happened already, or there is an answer already. /show { $number }
staff-introduction-none = { $number } is no introduction.
staff-introduction-how = { $number }: this is how: /introduced { $number } (sent), /introduced { $number } yes text, /introduced { $number } no text, /introduced { $number } question text
staff-introduction-what = { $number }: what is asked? /introduced { $number } question text
staff-introduction-noted = { $number }: answer noted; the person knows.
staff-introduction-accepted = { $number }: { $actor } has accepted.
staff-introduction-declined = { $number }: { $actor } has declined.
staff-introduction-asked = { $number }: { $actor } asks back; the person was asked.
words-introduction-accepted = ja, zusage, zugesagt, yes, accepted
words-introduction-declined = nein, absage, abgesagt, no, declined
words-introduction-asked = frage, rückfrage, question, asks
button-introduced = It is sent
usage-introduced = note an introduction as sent, e.g. /introduced KI-AC3DE; with yes, no or question and a text the answer
event-introduced = sent to the organisation
event-introduction-accepted = accepted
event-introduction-declined = declined
event-introduction-asked = question back
data-introduction = – introduction to { $actor }, agreed to { $date }: »{ $text }«
data-introduction-contact = – how to reach you, as passed on: { $contact }
data-introduction-draft = Introduction begun, not agreed to yet: »{ $text }« { $contact }
privacy-introduction = Introduction to an organisation: only with your consent to exactly the text and contact shown. Both stand on the case and are deleted with it; what went out by e-mail then lies there too. The question after a month whether it helped is only counted.
