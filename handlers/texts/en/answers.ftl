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
