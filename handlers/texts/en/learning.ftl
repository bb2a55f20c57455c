## Learning

usage-learn = proposes a case's answer as knowledge
event-learned = proposed as knowledge, without personal details
staff-learned =
    { $number }: a draft was made: “{ $question }”
    Names, places, numbers and anything about health are masked. It goes on at the desk under “Knowledge”; a second person must approve it.
staff-learn-not = { $number }: nothing can be proposed from this: the question or an answer is missing, or the person had their data deleted.
privacy-learning = So that we can close gaps, I remember questions that I had no answer to or for which you pick a suggestion: without names, places, numbers and anything about health, counted per day, for { $days } days after the last time at most. Nothing in it leads back to you; that is why /data and /delete cannot find it. If you do not want this, press “Do not remember my questions”.
privacy-learning-off = I do not remember unanswered questions from this conversation.
button-learning-off = Do not remember my questions
learning-off = All right: I will not remember any more questions from this conversation, not even without a name.
