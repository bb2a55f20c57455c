## Language

language-ask = Which language shall I answer in? Otherwise I use the language of your message.
language-set = All right, I will answer in English. Write /language to change this.
button-german = Deutsch
button-english = English
words-german = deutsch, german
words-english = english, englisch
