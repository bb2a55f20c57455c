## Emergency

crisis =
    That sounds very serious. Please talk to someone now:
    Emergency: 112
    TelefonSeelsorge (crisis line): 0800 1110111 (around the clock, free of charge, anonymous)
    I am only a bot and cannot call for help myself. Please call one of these numbers.
    Afterwards you can also write to our team. That is not immediate help: a reply may take a while.
fault = I am sorry, something went wrong on my side (reference { $reference }). Your message has arrived, and the team knows about the problem. Please try again, or pass your question on to a person.
cannot-store = I cannot store anything at the moment, so I could not accept your message. Please send it again in a few minutes.
