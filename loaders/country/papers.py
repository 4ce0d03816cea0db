"""Identity cards and passports: from sixteen, for ten years, anew with every change of name."""

from datetime import date, timedelta

from loaders.country.chance import day_between, stream
from loaders.country.issuing import Office
from loaders.country.people import Document, DocumentKind, Person, birthday
from loaders.country.rounds import EARLIEST_CARD, FIRST_ROUND, SECOND_ROUND

VALID_YEARS = 10


def issue_papers(person: Person, office: Office, seed: int) -> None:
    """Documents in order of issue, each under the name of that day."""
    rng = stream(seed, "papers", person.index, person.birth)
    end = min(filter(None, (person.death, person.left)), default=SECOND_ROUND)
    day = max(birthday(person.birth, 16), EARLIEST_CARD) + timedelta(days=rng.randint(5, 900))
    renamings = [named.first_day for named in person.names[1:]]
    cards: list[date] = []
    while day < end:
        cards.append(day)
        renewal = birthday(day, VALID_YEARS) - timedelta(days=rng.randint(0, 40))
        renamed = [named + timedelta(days=1 + rng.randint(0, 1)) for named in renamings if day < named < renewal]
        day = min([renewal, *renamed])
    person.documents = [_document(person, DocumentKind.IDENTITY_CARD, day, office) for day in cards]
    if cards and rng.random() < 0.2:
        issued = day_between(rng, max(cards[0], date(2015, 1, 1)), FIRST_ROUND - timedelta(days=2))
        if max(cards[0], date(2015, 1, 1)) <= issued < end:
            person.documents.append(_document(person, DocumentKind.PASSPORT, issued, office))
    person.documents.sort(key=lambda document: document.issued)


def _document(person: Person, kind: DocumentKind, issued: date, office: Office) -> Document:
    expires = birthday(issued, VALID_YEARS) - timedelta(days=1)
    return Document(kind, office.document_number(kind), issued, expires, person.name_on(issued))
