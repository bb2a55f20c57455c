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
actors-none-near = I know nobody for this close by ({ $place }, { $km } km). Whoever is named here works across the state or sits farther away:
actors-more = This may fit “{ $need }” as well:
actors-but = but: { $but }
actors-but-members = members only
actors-but-private = private company, naming it is no recommendation
actors-but-far = { $value } km away
actors-but-overdue = the entry should have been reviewed by { $value }
button-more-actors = More
words-more-actors = more, weitere, mehr
gone = This entry is no longer available. Please ask again, or write “human”.
