"""Counts the sentences of an answer; abbreviations, dates, ordinals and decimals do not end one."""

import re

from knowledge.check_numbers import MONTHS
from knowledge.entries import Language

_END = re.compile(r"([.!?…]+)[»«“”\"')\]]*(?:\s+|$)")
_LAST_WORD = re.compile(r"[^\s(»„“\"'/–-]+$")
_ABBREVIATION = re.compile(
    r"abs|art|aufl|bd|bspw|bzgl|bzw|ca|co|d\.h|dr|e\.g|e\.v|etc|evtl|exkl|fa|ff|gem|ggf|hrsg|i\.d\.r|i\.e|ing|inkl"
    r"|insb|jan|feb|apr|jun|jul|aug|sep|sept|okt|oct|nov|dez|dec|mio|mr|mrd|mrs|ms|nr|prof|s\.o|s\.u|sog|st|std|str"
    r"|tel|u\.a|u\.u|usw|vgl|vs|z\.b|z\.t|zzgl"
)
# After a weak full stop ("e. V.", "am 25.") one of these words begins a sentence; any other goes on with it.
_OPENER = re.compile(
    r"der|die|das|den|dem|ein|eine|einen|einem|es|sie|er|wir|ich|man|ob|wer|wie|was|wenn|weil|in|im|am|an|auf|aus"
    r"|bei|beim|für|mit|nach|seit|von|vom|zu|zum|zur|auch|außerdem|dazu|davor|danach|dafür|dort|diese|dieser|dieses"
    r"|alle|the|it|its|they|we|you|he|she|this|that|these|those|there|if|when|who|what|whether|how|for|from|at|by|of"
    r"|to|on|and|but|also|another",
    re.IGNORECASE,
)
# "am 25. Mai", "der 14. Aufruf", "3. bis 5.": an ordinal, unlike the end of "es waren 80."
_ORDINAL = re.compile(
    r"(?:\b(?:der|die|das|den|dem|des|am|vom|zum|zur|beim|im|ab|bis|seit|und|jede[rnms]?)\s|^)\d{1,2}$"
)
_SHORT_NUMBER = re.compile(r"(?<!\d)\d{1,2}$")


def count(text: str, language: Language) -> int:
    """How many sentences `text` has; a line of its own counts as one."""
    return sum(_in_line(line.strip(), language) for line in text.splitlines() if line.strip())


def _in_line(line: str, language: Language) -> int:
    ends = [match for match in _END.finditer(line) if _is_end(line, match, language)]
    unfinished = not ends or ends[-1].end() < len(line)
    return len(ends) + unfinished


def _is_end(line: str, end: re.Match[str], language: Language) -> bool:
    following = line[end.end() :]
    if not following:
        return True
    word = re.split(r"[\s,.:;]", following.lstrip("»„“\"'("), maxsplit=1)[0]
    if end[1] != ".":
        return not word.islower()
    return not _is_weak(line[: end.start()], word, language) or (not word.islower() and bool(_OPENER.fullmatch(word)))


def _is_weak(before: str, following: str, language: Language) -> bool:
    """Whether the full stop after `before` rather belongs to an abbreviation or an ordinal."""
    last = _LAST_WORD.search(before)
    word = last[0].lower() if last else ""
    if word == "no":
        return following[:1].isdigit()
    if _SHORT_NUMBER.search(word):
        goes_on = following.islower() or following.lower() in MONTHS or bool(_ORDINAL.search(before.lower()))
        return language == "de" and goes_on
    return len(word) == 1 or bool(_ABBREVIATION.fullmatch(word))
