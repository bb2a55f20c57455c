"""The shapes of personal data in German and English texts: numbers, addresses, courtesies, and how names are told."""

import re

from knowledge.phrases import word_set

_MONTH = (
    r"(?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|märz|march|apr(?:il)?|mai|may|jun[ie]?|jul[iy]?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|de[zc](?:ember)?)"
)
_STREET = (
    r"(?:stra(?:ß|ss)e|str\.|str|weg|allee|gasse|platz|ring|damm|ufer|chaussee|steig|stieg|hof|berg|markt"
    r"|street|road|avenue|lane|square)"
)
_ID_WORDS = (
    r"(?:az|aktenzeichen|(?:kunden|vorgangs|steuer|renten|versicherungs|versicherten|rentenversicherungs|ausweis|matrikel"
    r"|personalausweis|mitglieds|rechnungs|bestell|fall)-?\s?(?:nummer|nr|id)|vorgang|fall|case|reference|ref"
    r"|(?:customer|account|order|passport|insurance) (?:number|no))"
)


def _any_case(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


# In this order: what looks like several things is the first of them.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("link", _any_case(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)[^\s)>\]]*[\w/]")),
    ("email", _any_case(r"[\w.+%-]+\s?(?:@|[(\[]\s?at\s?[)\]])\s?[\w-]+(?:\s?(?:\.|[(\[]\s?(?:dot|punkt)\s?[)\]])\s?[\w-]+)+")),
    ("email", _any_case(r"[\w.+%-]+ (?:at|ät) [\w-]+(?: ?(?:\.| dot | punkt ) ?[\w-]+)*? ?(?:\.| dot | punkt ) ?[a-z]{2,6}\b")),
    ("link", _any_case(r"(?<!\w)@\w[\w.]{2,}(?::[\w.-]+)?")),  # what messengers call people
    ("link", _any_case(r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:de|com|org|net|eu|info|io|me)/[^\s)>\]]*")),
    ("number", _any_case(r"\bKI[-‑ ](?=[A-Z0-9]*\d)[A-Z0-9]{5}\b")),
    ("number", re.compile(r"\bKI-[A-Z0-9]{5}\b")),
    ("iban", re.compile(r"\b[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?\b")),
    ("iban", _any_case(r"\b[a-z]{2}\s?\d{2}(?:\s?\d){11,30}\b")),
    ("date", _any_case(rf"\b\d{{1,2}}(?:\.|st|nd|rd|th)?\s*(?:of )?{_MONTH}\b\.?,?\s*(?:'?\d{{2}}\b|\d{{4}}\b)?")),
    ("date", _any_case(rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s*\d{{4}}\b")),
    ("date", _any_case(r"\b\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})\b")),
    ("date", _any_case(r"\b(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}\b")),
    ("date", _any_case(r"\b(?:geb(?:oren)?\b\.?|jahrgang|jg\.?|born)\s*(?:im jahre?|am|on|in)?\s*:?\s*'?(?:\d{4}|\d{2})\b")),
    ("date", _any_case(r"\b\d{1,3}[- ]?(?:jahre?n? alt|jährige?[rnms]?|years?[- ]olds?)\b")),
    ("place", re.compile(r"\b(?:D ?- ?)?\d{5},? (?!(?:Euro?|EUR|Einwohner|Mitarbeite|Menschen|Personen|Nutzer|Beschäftig|Stück)\w*)[A-ZÄÖÜ][^\W\d_]+(?:[- ](?:(?:am|an der|in|bei|im|ob) )?[A-ZÄÖÜ][^\W\d_]+)*")),
    ("address", _any_case(rf"\b(?:[A-ZÄÖÜ][\w-]*[ -])?[\w.-]*{_STREET}\.?\s*(?:nr\.?\s*)?\d+\s?[a-z]?\b(?:\s*[-/]\s*\d+)?")),
    ("address", re.compile(r"\b(?:[Aa]m|[Aa]n der|[Aa]n den|[Aa]uf dem|[Zz]um|[Zz]ur|[Ii]m|[Uu]nter den) [A-ZÄÖÜ][\wäöüß-]+ \d{1,3} ?[a-z]?(?![\w%])")),
    ("address", _any_case(r"\b\d{1,4} (?:[a-z][\w'-]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|square|drive)\b\.?")),
    ("plate", re.compile(r"\b[A-ZÄÖÜ]{1,3} ?[-–·:] ?[A-Z]{1,2} ?\d{1,4} ?[EH]?\b|\b[A-ZÄÖÜ]{1,3} [A-Z]{1,2} \d{2,4}[EH]?\b")),
    ("phone", _any_case(r"(?<![\w.])(?:\+|00)\d(?:[\s/().–-]*\d){5,14}(?!\w)")),
    ("phone", _any_case(r"(?<![\w.])\(?0\d{1,5}\)?(?:[\s/.–-]*\d){4,12}(?!\w)")),
    ("number", _any_case(rf"\b{_ID_WORDS}\.?\s*(?:nr\.?|no\.?|number|nummer|ist|lautet|is)?\s*[:#]?\s*(?=\S*\d)[\w/.-]*\w")),
    ("number", _any_case(r"(?<![\w.,/])(?!20\d\d/\d{3,4}\b)(?:\d[\s/-]?){6,}\d(?!\w)")),  # but "2024/1689" is a law
    ("number", re.compile(r"\b(?=[A-Z0-9/-]*[A-Z])(?=(?:[A-Z/-]*\d){3})[A-Z0-9]+(?:[/-][A-Z0-9]+)*(?<=[A-Z0-9/-]{7})\b")),
    ("place", re.compile(r"\b(?:PLZ|Postleitzahl)?:? ?(?<![\d.,])[0-9]{5}(?![\d.,]|\s?(?:Euro|€|EUR))\b")),
)  # fmt: skip

# Who writes: "ich heiße …", "my name is …"; the name is the first group.
_PERSON = (
    r"([^\W\d_]+(?:[-'’][^\W\d_]+)*(?: (?:(?:von|van|de|der|den|zu|al|el) )?[A-ZÄÖÜ][^\W\d_]*(?:[-'’][^\W\d_]+)*){0,3})"
)
ACQUAINTED = (
    re.compile(
        rf"\b(?i:ich hei(?:ß|ss)e|mein name ist|mein name lautet|name:|ich bin (?:der|die)|hier (?:ist|spricht)) {_PERSON}"
    ),
    re.compile(rf"\b(?i:my name is|my name's|i am called|i'm called|this is) {_PERSON}"),
    re.compile(r"\b(?:ich hei(?:ß|ss)e|mein name ist|my name is|my name's) ([^\W\d_]+ [^\W\d_]+)", re.IGNORECASE),
    re.compile(r"\b(?i:i am|i'm|ich bin) ([A-ZÄÖÜ][^\W\d_]+(?: [A-ZÄÖÜ][^\W\d_]+)+)"),
    re.compile(
        r"\b(?i:mein(?:e|en|er|em)? (?:mann|frau|sohn|tochter|chef|chefin|kollege|kollegin|bruder|schwester)"
        r"|my (?:husband|wife|son|daughter|boss|brother|sister)) ([A-ZÄÖÜ][^\W\d_]+)"
    ),
)
TITLED = re.compile(
    r"\b(?:Herrn?|Frau|Familie|Fam\.|Fräulein|Doktor|Dr\.|Prof\.|Professor(?:in)?|Mr\.?|Mrs\.?|Ms\.?|Miss|Sir|Dr)"
    r"(?: (?:Dr\.|Prof\.|Professor))* ((?:(?:von|van|de|der|zu) )*[A-ZÄÖÜ][^\W\d_]+(?:[-'’][^\W\d_]+)*"
    r"(?: [A-ZÄÖÜ][^\W\d_]+(?:[-'’][^\W\d_]+)*)?)"
)
# What "ich bin der …" or "Frau …" may be followed by without being a name.
NOT_NAMES = word_set(
    "die der das ein eine einen und oder mit von aus bei ich wir sie es the a an and or of with from for mit ist is "
    "geschaeftsfuehrer geschaeftsfuehrerin inhaber inhaberin leiter leiterin chef chefin mitarbeiter mitarbeiterin "
    "student studentin schueler schuelerin lehrer lehrerin unternehmer unternehmerin gruender gruenderin rentner "
    "rentnerin buerger buergerin handwerker selbststaendiger sehr geehrte geehrter damen herren team sir madam"
)
GREETINGS = re.compile(
    r"^(?:(?:sehr geehrte[rs]?|liebe[rs]?|hallo|hi|hey|guten (?:tag|morgen|abend)|moin|servus|grüß gott|dear|hello"
    r"|good (?:morning|afternoon|evening))\b[^\n,.!?:]{0,60}[,.!:\n]\s*)+",
    re.IGNORECASE,
)
SENDERS = re.compile(
    r"^(?:(?:ich hei(?:ß|ss)e|mein name ist|my name is|my name's)\b[^\n,.!?]{1,60}(?:[,.!\n]| und | and )\s*)",
    re.IGNORECASE,
)
CLOSINGS = re.compile(
    r"(?:^|(?<=[.!?,]\s))(?:(?:(?:vielen|herzlichen|besten) dank(?: im voraus)?(?:,| und) )?(?:mit )?(?:viele[nr]?|beste[nr]?|liebe[nr]?|freundliche[nr]?|herzliche[nr]?|schöne[nr]?|sonnige[nr]?)"
    r" (?:dank(?: und )?)?(?:grü(?:ß|ss)en?|gru(?:ß|ss))|gru(?:ß|ss)\b|grü(?:ß|ss)e\b|mfg\b|lg\b|vg\b|hochachtungsvoll"
    r"|(?:best|kind|warm|many)(?: kind)? regards|regards\b|yours (?:sincerely|faithfully|truly)|sincerely\b|cheers\b"
    r"|many thanks,|thanks,|ihr(?:e)? (?:kompetenzstelle|team)\b)",
    re.IGNORECASE | re.MULTILINE,
)
# Where people say where they are; a word unknown to us that follows is a place.
PLACES_AFTER = word_set("in aus nach near from around wohne wohnhaft living")
