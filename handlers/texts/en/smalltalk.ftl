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
