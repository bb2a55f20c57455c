# The week in numbers, in the staff room.

usage-numbers = the last seven days in numbers
numbers-none = No numbers are kept here.
numbers-few = under 5
numbers-head = Numbers from { $first } to { $last }
numbers-questions = Questions: { $questions } (answered: { $answered }, asked back: { $back }, without an answer: { $none }). Passed on to the team: { $passed }.
numbers-helped = Answers: helpful: { $yes }, not helpful: { $no }, without feedback: { $silent }.
numbers-waits = Until the team's first answer: half within { $half }, nine out of ten within { $most }.
numbers-gaps = Most likely missing here: { $topics }
numbers-review = Topics due for review: { $count }
numbers-more = Groups under five are not shown, nor can they be worked out. More at the desk under “Numbers” (/desk).
numbers-minutes = { $count } min
numbers-hours = { $count } h
numbers-days = { $count } days
