## The life of an enquiry: what the person hears

expectation-promise = You will have an answer by { $due }.
office-closed = The office is not staffed right now; people are back on { $opening }.
status-due = An answer is promised by { $due }.
promise-broken = About { $number }: we promised you an answer by now and did not manage. We are sorry. Your enquiry is now at the very top of the team's list. If you would rather not wait any longer, the button is all it takes.
case-reminder = About { $number }: the team is still waiting for your reply. Just write here; or say that it is no longer needed.
case-closing-soon = About { $number }: we have not heard from you for a long time. In three days we will close it. If anything is still open, just write here.
case-expired = { $number } is now closed, because nothing came for 30 days. If you write here within 14 days, it goes on.
case-joined-crowd = I put everything you write now with { $number }, without confirming each message. The team reads it.
case-merged-person = Your enquiries { $gone } and { $number } belong together; they go on as { $number }.
case-goes-on-as = goes on as { $into }.
button-withdraw = No longer needed
button-withdraw-number = { $number }: no longer needed
withdraw-confirm = Shall I tell the team that you need no answer any more? Otherwise just go on writing.
withdrawn = Good, { $number } is withdrawn; the team knows. If you write here within { $days } days, it goes on after all.
withdraw-not = { $number } is closed already.
banned-person = Until further notice the team does not read your messages, and I no longer answer. In an emergency please call 112 or 110. You can still see your data with /data and delete it with /delete.
unbanned-person = You can write to me again; the team reads your messages again.
threat = I take this as a threat. I have kept your message word for word as evidence and told the team. The evidence stays until { $until }, even if you delete your data: it is needed if the matter is prosecuted.
threat-kept =
    { $count ->
        [one] One message that was taken as a threat stays stored as evidence until { $until }, also after deletion.
       *[other] { $count } messages that were taken as threats stay stored as evidence until { $until }, also after deletion.
    }
privacy-threats = Insults are not stored apart. A threat against people of the team is kept word for word as evidence, for { $years } years; I tell you so at once. The evidence stays after deletion too, because it is needed for a prosecution (Art. 17 (3) (e) GDPR). Tags set by the team and a ban belong to the enquiry and go with it.
data-case-tags = Tags set by the team: { $tags }
data-case-banned = The team has not been reading this conversation since { $date }.

## What the team hears

usage-hand-over = hand a case over to a colleague: /handover KI-ABCDE name
usage-merge = merge two cases of one person: /merge KI-ABCDE KI-FGHJK; the second goes on
usage-park = the case waits for the person: /wait KI-ABCDE
usage-urgent = a case stands above the others: /urgent KI-ABCDE, with “off” no longer
usage-tag = put a tag on a case: /tag KI-ABCDE word, with “-word” take it off
usage-ban = do not hear a person any more: /ban KI-ABCDE
usage-unban = hear them again: /unban KI-ABCDE
usage-evidence = threats that are kept: /evidence, word for word /evidence 3
words-off = aus, off, nein, no
staff-new-case-due = Answer promised by: { $date }
staff-nudge = { $number }: an answer is promised by { $due } ({ $owner }).
staff-late = { $number }: the promised answer is overdue ({ $owner }). The person knows; the case now stands at the top.
staff-expired = { $number }: closed after 30 days without a message.
staff-more-messages =
    { $count ->
        [one] { $number }: one more message from the person
       *[other] { $number }: { $count } more messages from the person
    }
staff-withdrawn = { $number }: the person needs no answer any more. The case is closed.
staff-urgent-mark = urgent
staff-due-mark = promised by { $date }
staff-late-mark = was promised by { $date }
staff-merged-mark = goes on as { $into }
staff-banned-mark = person not heard
staff-view-pending = pending
age-days =
    { $count ->
        [one] for one day
       *[other] for { $count } days
    }
age-hours =
    { $count ->
        [one] for one hour
       *[other] for { $count } hours
    }
age-minutes =
    { $count ->
        [one] for one minute
       *[other] for { $count } minutes
    }
staff-handed-over = { $number }: { $name } hands over to { $to }.
staff-hand-over-whom = To whom? Like this: /handover { $number } name. Known are: { $known }
staff-hand-over-unknown = I do not know “{ $name }”; { $number } stays where it is. Known are: { $known }
staff-hand-over-not = { $number } cannot be handed over: { $reason }
staff-park-not = { $number } cannot wait: { $reason }
staff-parked = { $number } waits for the person. If they stay silent, they are reminded.
staff-merge-which = With which? Like this: /merge { $number } KI-ABCDE; the second goes on.
staff-merge-not = { $number } and { $into } cannot be merged: { $reason }
staff-merged = { $number } goes on as { $into }.
staff-merged-case = { $number } goes on as { $into }.
staff-reply-merged = Not sent: { $number } goes on as { $into }. Reply there.
staff-why-same = it is the same case
staff-why-erased = the person had their data erased
staff-why-other-person = they belong to different persons
staff-why-closed = { $number } is closed
staff-why-merged = goes on as { $into }
staff-why-state = { $state }
staff-owner-silent = { $name } has done nothing on it for more than a day; /release { $number } frees the case.
staff-overtaken =
    Not sent: { $name } has answered { $number } meanwhile:
    “{ $text }”
    { $then }
staff-overtaken-again = If your reply is to go out all the same, send it once more.
staff-raised = { $number } now stands above the others.
staff-lowered = { $number } is no longer urgent.
staff-tagged = { $number } now carries #{ $tag }.
staff-untagged = { $number } no longer carries #{ $tag }.
staff-tag-which = Which tag? One word of letters and digits: /tag { $number } word
staff-unchanged = { $number }: that is so already, or cannot be done right now.
staff-banned = { $number }: the person is not heard any more and knows it. Their messages are only counted; in an emergency they still get the numbers to call. /unban { $number } ends it.
staff-unbanned = { $number }: the person is heard again and knows it.
staff-threat = Threat ({ $channel }): kept word for word as evidence { $id }; read it with /evidence { $id }. { $on }
staff-threat-case = Open case: { $number }. Please tell your lead.
staff-threat-no-case = There is no case for it. Please tell your lead.
staff-evidence-head =
    { $count ->
        [0] No evidence is kept.
        [one] One piece of evidence is kept; word for word with /evidence NUMBER
       *[other] { $count } pieces of evidence are kept; word for word with /evidence NUMBER
    }
staff-evidence-line = { $id } · { $date } · { $channel } · { $number } · kept until { $until }
staff-evidence-text =
    Id of the conversation: { $address }
    “{ $text }”
staff-evidence-unknown = There is no evidence with this number. /evidence shows all.
staff-evidence-gone = Evidence { $id } was deleted when its time was over.
event-handed-over = handed over to
event-parked = waits for the person
event-merged = goes on as
event-took-in = merged with
event-raised = marked as urgent
event-lowered = no longer urgent
event-tagged = tag set
event-untagged = tag removed
event-banned = person not heard any more
event-unbanned = person heard again
event-threatened = threat kept as evidence
event-withdrawn = withdrawn by the person
event-late = promise not kept
event-reminded = reminded of the answer
event-announced = closing announced
event-expired = closed after its time
