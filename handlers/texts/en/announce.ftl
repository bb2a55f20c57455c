## Announcements (for the team)

usage-announce = announce an event to everybody who subscribed to its kind
announce-list = These events can be announced. “/announce ID” or a press shows the preview. A time may follow (“on 3 December at 9:00”) or a text of your own, German, then “|”, then English; a colon separates the two.
announce-none = There is no confirmed upcoming event to announce.
announce-unknown = “{ $id }” is no confirmed upcoming event. /announce lists all.
announce-no-number = There is no announcement { $number }. /announce lists the events that can be announced.
announce-too-long = The text is too long: at most { $most } characters in each language.
announce-preview-de = Preview, German:
announce-preview-en = Preview, English:
announce-readers = Readers: { $count } ({ $platforms }). Nothing is sent after: { $until }.
announce-nobody = Nobody would get this: no subscription fits, or everybody knows already.
announce-before = Announced on { $date } by { $author } already (announcement { $number }); it goes only to those who do not know of it yet.
announce-second = Above { $most } readers a second person approves. Whoever did not write this presses “Approve”.
announce-for = Once approved, it begins at this time: { $date }.
announce-own = This is your own draft for { $count } readers; above { $most } somebody else has to approve it. Nothing was sent.
announce-changed = The draft was changed meanwhile. Please look at it again; nothing was sent.
announce-event-changed = The event has changed since the preview. Nothing was sent. Please save announcement { $number } again at the desk, or begin a new one in the staff room: “/announce { $event }”.
announce-time-past = That time is over. Please name a coming one; nothing was sent.
announce-time-late = By that time the event has begun. Please name an earlier one; nothing was sent.
announce-time-unclear = I do not understand “{ $text }” as a time. Please write, for example, “on 3 December at 9:00” or “tomorrow at 8:00”. Nothing was drafted.
announce-started = Announcement { $number } is running: { $title }. { $written } of { $count } messages stand in the outbox. Approved by { $by }.
announce-scheduled = Announcement { $number } is scheduled: { $title }, { $date }. Approved by { $by }. Another time: “/announce { $number } on 3 December at 9:00”.
announce-over = This draft was approved, sent or discarded already.
announce-not-waiting = Announcement { $number } does not wait for its time any more.
announce-begun = Announcement { $number } begins now, as scheduled: { $title }, { $count } readers.
announce-reopened = Announcement { $number } is a draft again: the event “{ $title }” has changed. Please look at the new wording and approve it: “/announce { $number }”.
announce-called-off = Announcement { $number } is dropped: the event “{ $title }” does not take place or has begun already.
announce-progress = Announcement { $number }, { $title }: { $percent } % ({ $done } of { $count }).
announce-stopped = Announcement { $number } is stopped. { $spared ->
    [one] One message was not sent any more.
   *[other] { $spared } messages were not sent any more.
  }
announce-stopped-by = Announcement { $number } was stopped by { $by }. { $spared ->
    [one] One message was not sent any more.
   *[other] { $spared } messages were not sent any more.
  }
announce-not-running = Announcement { $number } is not running.
announce-discarded = Draft discarded; nobody got anything.
announce-discarded-by = Announcement { $number } ({ $title }) was called off by { $by }; nobody got anything.
announce-waits = Announcement { $number } waits for a second person: { $title }, { $count } readers, written by { $author }. Preview: “/announce { $number }”.
announce-test = Test of announcement { $number } from the desk, by { $by }. Nobody but this room gets the next two messages.
announce-report = Announcement { $number } is done: { $title }. Sent: { $sent }, blocked: { $blocked }, failed: { $failed }, uncertain: { $uncertain }, expired: { $expired }, stopped: { $stopped }, still under way: { $open }.
announce-standing = State of announcement { $number }: { $title }. Sent: { $sent }, blocked: { $blocked }, failed: { $failed }, uncertain: { $uncertain }, expired: { $expired }, stopped: { $stopped }, still under way: { $open }.
button-announce-test = Test to this room
button-announce-send = Approve and send
button-announce-schedule = Approve for this time
button-announce-stop = Stop
button-announce-report = State
button-announce-discard = Discard
button-announce-call-off = Call off
