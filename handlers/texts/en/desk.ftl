## What the desk says where the room names a command

desk-staff-claim-closed = { $number } is closed. First choose “Reopen”.
desk-staff-reply-closed = Not sent: { $number } is closed. First choose “Reopen”; your text stays in its field.
desk-staff-reply-empty = Nothing was sent: the text is missing.
desk-staff-note-empty = Nothing was saved: the text is missing.
desk-staff-unknown-case = There is no case { $number }. The number stands at the top of its page, for example KI-ABCDE.
desk-staff-hand-over-whom = To whom? Under “Do more” you find everybody to whom you can hand over { $number }: { $known }
desk-staff-hand-over-unknown = I do not know “{ $name }”; { $number } stays where it is. Known are: { $known }
desk-staff-merge-which = With which? Enter the number of the case that { $number } is to go on as.
desk-staff-tag-which = { $number }: a tag is a single word of letters and digits.
desk-staff-owner-silent = { $name } has done nothing on it for more than a day; under “Do more” you can release { $number }.
desk-staff-banned = { $number }: the person is not heard any more and knows it. Their messages are only counted; in an emergency they still get the numbers to call. “Lift the ban” ends it.
desk-staff-unbanned = { $number }: the person is heard again and knows it.
