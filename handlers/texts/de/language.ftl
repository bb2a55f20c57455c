## Sprache

language-ask = In welcher Sprache soll ich antworten? Ich folge sonst der Sprache Ihrer Nachricht.
language-set = Gut, ich antworte auf Deutsch. Mit /sprache wechseln Sie.
button-german = Deutsch
button-english = English
words-german = deutsch, german
words-english = english, englisch
