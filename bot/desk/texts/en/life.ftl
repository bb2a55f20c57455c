# The life of a case at the desk.

head-due = Promised by
due = promised by { $date }
more = Do more
do-wait = Wait for the person
do-urgent = Move up
do-urgent-off = Not urgent any more
do-ban = Ban the person
do-unban = Lift the ban
do-tag = Add
do-untag = Remove #{ $tag }
do-merge = Merge
do-release-other = Release (held by { $name })
do-learn = Propose as knowledge
tag-word = Tag
merge-into = Goes on as case
mark-urgent = urgent
mark-banned = person banned
mark-merged = goes on as { $number }
filter-tag = Tag
reply-file = Send a file along (up to 20 MB)
reply-no-file = Only words get through this way, no files.
error-no-file = This file is gone, or it is too large.
error-no-files-there = Files cannot be sent this way. Nothing was sent.
error-file-later = The file cannot be fetched right now. Please try again in a moment.
