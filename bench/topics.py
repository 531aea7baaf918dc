"""Topics in a small and in a very large company: queries, and how much slower.

    python -m bench.topics         prints a table in Markdown

The companies, the way of asking and of counting are those of bench.enrollment. Everybody tells six
of the company's words, a quarter of which are synonyms. Merging is asked for by its button, and
taken back between two rounds.
"""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.enrollment import LARGE, ROUNDS, SMALL, Company
from peerlearn.people.models import Membership, Person, PersonTopic, Topic, User
from peerlearn.tenancy.context import organization
from peerlearn.tenancy.models import Organization
from programs.models import Enrollment

TOPICS, WORDS_EACH = 240, 6
LONG_AGO = timezone.now() - timedelta(days=30)
STANCES = ("knows", "wants", "struggles")


class TalkativeCompany(Company):
    """A company whose people have told what they know, want and struggle with."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.member = Client(SERVER_NAME="localhost")
        login = User.objects.create(email=f"{uuid4()}@bench.example")
        self.member.force_login(login)
        with organization(Organization.objects.get(slug=self.slug).id):
            person = Enrollment.objects.order_by("id").values_list("person_id", flat=True)[0]
            Membership.objects.create(person_id=person, user=login)
            self.topics = self._make_words()
            self._tell(random.Random(size))
        self.merged, self.into = self.topics[0].id, self.topics[1].id

    def _make_words(self) -> list[Topic]:
        topics = Topic.objects.bulk_create(Topic(name=f"Topic {n}") for n in range(TOPICS))
        Topic.objects.bulk_create(
            Topic(name=f"Word {n}", synonym_of=topics[n]) for n in range(TOPICS // 4)
        )
        return topics

    def _tell(self, chance: random.Random) -> None:
        words = list(Topic.objects.values_list("id", flat=True))
        told = (
            PersonTopic(
                person_id=person, topic_id=word, stance=STANCES[place % 3], told_at=LONG_AGO
            )
            for person in Person.objects.values_list("id", flat=True)
            for place, word in enumerate(chance.sample(words, WORDS_EACH))
        )
        PersonTopic.objects.bulk_create(told, batch_size=5_000)

    def merge(self) -> None:
        """Press the button."""
        path = f"/o/{self.slug}/people/topics/{self.merged}/merge/"
        assert self.browser.post(path, {"into": "Topic 1"}).status_code == 302

    def split(self) -> None:
        """Undo it."""
        path = f"/o/{self.slug}/people/topics/{self.merged}/split/"
        assert self.browser.post(path).status_code == 302


def page(path: str) -> Callable[[TalkativeCompany], None]:
    """Asking for a page."""
    return lambda company: company.get(path)


def own_page(path: str) -> Callable[[TalkativeCompany], None]:
    """The same by somebody who takes part."""

    def ask(company: TalkativeCompany) -> None:
        assert company.member.get(f"/o/{company.slug}/{path}").status_code == 200

    return ask


ACTS: dict[str, Callable[[TalkativeCompany], None]] = {
    "demand and supply": page("people/topics/"),
    "all topics": page("people/topics/all/"),
    "one's own topics, with shared struggles": own_page("topics/"),
    "suggestions while typing": own_page("topics/suggestions/?names=topic+1"),
    "merging two topics": TalkativeCompany.merge,
}


def main() -> None:
    small, large = TalkativeCompany(SMALL), TalkativeCompany(LARGE)
    print(f"| act | queries | p95 ms at {SMALL:,} | p95 ms at {LARGE:,} | ratio |")
    print("|---|--:|--:|--:|--:|")
    for name, act in ACTS.items():
        counts = tuple(queries(company, act) for company in (small, large))
        spent = [[], []]
        for _round in range(ROUNDS):
            for company, times in zip((small, large), spent, strict=True):
                begin = time.perf_counter()
                act(company)
                times.append(1000 * (time.perf_counter() - begin))
                back(company, act)
        first, second = (sorted(times)[int(0.95 * ROUNDS)] for times in spent)
        said = f"{counts[0]}" if counts[0] == counts[1] else f"{counts[0]} / {counts[1]}"
        print(
            f"| {name} | {said} | {first:.0f} | {second:.0f} | {second / first:.2f} |", flush=True
        )


def queries(company: TalkativeCompany, act: Callable[[TalkativeCompany], None]) -> int:
    """All statements of the request, after one that warms up."""
    act(company)
    back(company, act)
    with CaptureQueriesContext(connection) as caught:
        act(company)
    back(company, act)
    return len(caught)


def back(company: TalkativeCompany, act: Callable[[TalkativeCompany], None]) -> None:
    """What an act has changed."""
    if act is TalkativeCompany.merge:
        company.split()


if __name__ == "__main__":
    main()
