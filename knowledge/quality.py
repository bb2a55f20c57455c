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

When to look again, with both encoders in eight bits: always 85.7 / 95.2 / 90.4 and 90.6 offered rightly instead of
89.2, at twice the median; all but the hopeless 85.6 / 95.3 / 90.2; only what is weaker than three quarters of what
counts as sure 85.2 / 95.4 / 89.9, with 4.4 instead of 3.7 wrong but confident. So where the gain in the order is least,
among the nearly sure, the second look keeps wrong answers back, and it stays as it was. Sentences of a story looked at
again: one costs 0.2 points of first right, two nothing but 0.1 at 80 % rejection, three nothing at all.

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

- Of our own out-of-scope questions 88 of 100 are not answered (wanted: 90), one question of sixty. A stricter limit
  would turn it away and cost the direct answers (73, wanted 72) as much as they have to spare. Needed: entries or
  everyday requests about what is asked in life and not answered here, which the desk collects.
- Curekart: the right entry among three for 93.6 (95), AUROC 89.7 (91). Of its intents several share their words, and
  many of its questions are two words long. Looking at everything twice gives 90.3 and no more among three.
- The German robo set: AUROC near 84 (87). Neither encoder, nor both, nor any feature of the confidence moved it by half
  a point: with three phrasings an entry, topics left out look like topics asked for. Needed: more phrasings an entry
  (our own content has fifty) or an encoder that was trained on German questions, in a wheel that a processor can run.
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
