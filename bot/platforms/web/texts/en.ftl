# The page itself
page-title = { $bot } – questions about artificial intelligence in Saxony
page-description = Automatic information service: { $operator }. Checked answers about AI in Saxony, a person can be reached at any time.
skip-link = Skip to the message field
role-line = Automatic assistant
role-full = Automatic assistant · { $operator }
language-label = Language
language-other = Deutsch
language-other-code = de
language-other-hint = Auf Deutsch umstellen
language-command = /sprache Deutsch
privacy = Privacy
imprint = Legal notice
accessibility = Accessibility
footer-label = Directory and legal
directory = Directory
privacy-command = /datenschutz

# The empty state
welcome-title = Hello! What would you like to know about AI?
welcome-text = I am an automated assistant. I only answer with checked texts and name their source. If you would rather talk to a person, just write “human”.
examples-label = For example:
example-one = What is the Kompetenzstelle KI?
example-two = Do I have to label texts written by AI?
example-three = What funding is there for AI in small companies?
example-four = I would like to talk to a person

# Conversation and input
log-label = Conversation
composer-label = Write a message
input-label = Your message
input-placeholder = Your question …
input-hint = Enter sends, Shift + Enter starts a new line.
privacy-hint = Please no confidential data. “/delete” erases this conversation.
send = Send
to-newest = New message

# Without JavaScript
noscript-title = This page needs JavaScript for the conversation.
noscript-text = Please allow JavaScript for this page. You can also reach us without it:
noscript-phone = Phone: { $phone }
noscript-email = E-mail: { $email }
noscript-operator = { $operator }: you find the contact details in the legal notice and on the website.

# For the script (live-)
live-you = You
live-bot = { $bot }
live-author = { $label }:
live-choices = Options: press one or write its number
live-typing = { $bot } is writing …
live-sending = sending …
live-waiting = Not sent yet. It will be tried again by itself.
live-retry-in = Very many messages just now. Yours will be sent in { $seconds } seconds.
live-retry-in-one = Very many messages just now. Yours will be sent in one second.
live-failed = Not sent.
live-retry = Send again
live-discard = Discard
live-offline = No connection. What you write stays here and is sent as soon as possible.
live-online = The connection is back.
live-too-long = This message is too long. Please shorten the text or send it in several parts.
live-load-failed = The conversation cannot be loaded right now. It will be tried again in a moment.
live-cookies-blocked = Your browser accepts no cookie here. Without this one cookie the conversation cannot be told from others.
live-open-window = Open the conversation in its own window
live-cleared = The conversation so far has been erased.
live-today = Today
live-yesterday = Yesterday
live-new-window = (opens in a new window)
live-case = Case { $number }

# The button on other sites
embed-open = Questions to { $bot }
embed-close = Close the conversation
embed-frame = Conversation with { $bot }

# Refusals of the interface
error-no-session = The conversation cannot be found because the page’s cookie is missing. Please open the page again and allow it to set cookies.
error-foreign-origin = Messages are only accepted from our own page.
error-too-large = This message is too long. Please shorten the text or send it in several parts.
error-malformed = The message arrived incomplete. Please reload the page and try again.
error-too-many = That was a lot of messages at once. Please wait a moment, your text is kept.
error-unavailable = We cannot store messages right now. Your text stays on the page and will be sent again in a moment.
error-not-found = There is no such address here.
error-fault = Something went wrong on our side. Please try again in a moment.
