## The pages beside the chat: directory, introductions, entries

site-skip = Skip to content
site-nav = Pages
site-other = Deutsch
site-other-code = de
site-legal = Legal
site-privacy = Privacy
site-imprint = Imprint
site-accessibility = Accessibility

directory = Directory
directory-title = Who helps with AI in Saxony
directory-lead = { $count } organisations around artificial intelligence, from public sources and in the order of their names. Being listed is no recommendation.
directory-ask = Rather describe what you need? Ask { $bot }
filters = Search the directory
filter-q = Search
filter-topic = Topic
filter-offer = Offer
filter-kind = Kind
filter-region = Region
filter-place = Place
filter-all = all
filter-go = Show
filter-off = Clear filters
count =
    { $count ->
        [0] No organisation found
        [one] One organisation
       *[other] { $count } organisations
    }
count-many = { $count } organisations
map = Map
map-label = Places in Saxony with the number of organisations; a place filters the list
map-spot = { $place }: { $count } organisations
map-hint = Each dot is a municipality of Saxony. Organisations outside Saxony stand in the list only. Positions: GeoNames, CC BY 4.0.
list = List
column-name = Name
column-kind = Kind
column-place = Place
column-topics = Topics
nothing = Nobody in the directory fits this.
private-short = private
members-short = for members
unconfirmed-short = not confirmed since { $date }
topics = Topics
offers = Offers
website = Website
notice = Please note
members-only = The offer is for members.
private = Private company; being listed is no recommendation.
ask-bot = Ask { $bot } about it
ask-bot-hint = In the chat you can also ask to be put in touch; nothing is passed on unless you agree.
sources = Sources
actor-reviewed = Last checked: { $date }.
actor-confirmed = Confirmed by the organisation: { $date }.
actor-unconfirmed = Not confirmed since { $date }: our question has not been answered yet.
actor-overdue = This entry should have been checked by { $date }.

introduction-title = An enquiry for you
introduction-for = Through { $bot } ({ $operator }) somebody is looking for support and has agreed that { $name } is asked with this text:
introduction-contact-in-mail = How to reach the person stands in our mail.
introduction-through-us = For now the person can be reached only through us; we pass on what you write here.
introduction-text = Your message to the person
introduction-text-hint = Optional; needed for a question.
introduction-accept = Yes, we are glad to help
introduction-ask = A question first
introduction-decline = Sorry, no
introduction-once = You can answer once. The person and the team learn your answer at once. Case { $number }
introduction-problem-which = Please choose one of the three answers.
introduction-problem-question = Please write what you would like to know.
introduction-problem-long = Please use at most { $most } characters.
introduction-done-title = Thank you, your answer has arrived
introduction-done-accepted = The person knows that you will help. Please get in touch with them if our mail says how.
introduction-done-declined = The person knows. Thank you for the clear answer.
introduction-done-asked = The person was asked. With their answer you will get a new mail from us.

entry-title = Is this entry still right?
entry-for = This is how your organisation stands in the directory of { $bot } ({ $operator }). Please tell us whether it is still right.
entry-confirm = Yes, the entry is right
entry-change = Something has changed
entry-text = What should it say instead?
entry-sender = Who proposes this?
entry-sender-hint = Optional: a name or e-mail address for questions. It is deleted with the proposal.
entry-propose = Propose the change
entry-hint = A proposal changes nothing yet: the editors check it and name the source.
entry-problem-empty = Please write what it should say instead.
entry-problem-long = That is too long. Please use at most { $most } characters.
entry-done-title = Thank you
entry-done-confirmed = The entry is noted as confirmed.
entry-done-proposed = Your proposal is with the editors.
entry-public = This is how the entry looks

refused-contact = Questions?
refused-forged-title = This link is not valid
refused-forged = The address is incomplete or was changed. Please open the link from the mail once more, best copied in full.
refused-expired-title = This link has expired
refused-expired = The time to answer on this page is over. Just reply to our mail and you will get a new link.
refused-used-title = This link was used already
refused-used = An answer was given here. If you want to change or add something, please reply to our mail.
refused-withdrawn-title = This enquiry no longer exists
refused-withdrawn = The person has withdrawn it, or the case was deleted. There is nothing more for you to do.
refused-no-entry-title = This entry is no longer in the directory
refused-no-entry = If that is a mistake, please reply to our mail.
refused-no-actor-title = There is no such entry
refused-no-actor = It may have been removed, or the address is incomplete. The directory shows all entries.
refused-foreign-title = That did not work
refused-foreign = The answer did not come from this page itself. Please open the link once more and send the form again.
refused-too-many-title = One moment, please
refused-too-many = Very many answers came from your connection just now. Please try again in a minute.
refused-malformed-title = That did not work
refused-malformed = The form arrived incomplete. Please send it once more.
refused-too-large-title = That is too long
refused-too-large = Please shorten the text and send it again.
refused-unavailable-title = Not possible right now
refused-unavailable = We cannot store answers right now. Please try again in a moment.
