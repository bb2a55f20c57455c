## Announcements (for the team)

usage-announce = announce an event to everybody who subscribed to its kind
announce-list = These events can be announced. “/announce ID” or a press shows the preview; after the id a text of your own may follow, German, then “|”, then English.
announce-none = There is no confirmed upcoming event to announce.
announce-unknown = “{ $id }” is no confirmed upcoming event. /announce lists all.
announce-too-long = The text is too long: at most { $most } characters in each language.
announce-preview-de = Preview, German:
announce-preview-en = Preview, English:
announce-readers = Readers: { $count } ({ $platforms }). Nothing is sent after: { $until }.
announce-nobody = Nobody would get this: no subscription fits, or everybody knows already.
announce-before = Announced on { $date } by { $author } already; it goes only to those who do not know of it yet.
announce-second = From { $most } readers on a second person approves. Whoever did not write this presses “Approve and send”.
announce-own = This is your own draft for { $count } readers; somebody else has to approve it.
announce-started = Announcement { $number } is running: { $title }. { $written } of { $count } messages stand in the outbox. Approved by { $by }.
announce-over = This draft was sent or discarded already.
announce-stopped = Announcement { $number } is stopped. { $spared } messages were not sent any more.
announce-not-running = Announcement { $number } is not running.
announce-discarded = Draft discarded; nobody got anything.
announce-report = Announcement { $number } is done: { $title }. Sent: { $sent }, blocked: { $blocked }, failed: { $failed }, uncertain: { $uncertain }, expired: { $expired }, stopped: { $stopped }, still under way: { $open }.
button-announce-test = Test to this room
button-announce-send = Approve and send
button-announce-stop = Stop
button-announce-report = State
button-announce-discard = Discard
