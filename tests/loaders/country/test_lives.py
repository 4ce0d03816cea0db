"""The people are believable: families, names through life, documents, residences."""

from datetime import date

from loaders.country.people import Sex
from loaders.country.society import Society
from tests.loaders.country.reading import Country, name_on


def test_children_are_younger_than_their_parents(large_society: Society) -> None:
    people = large_society.persons
    for child in people:
        if child.father is not None and child.mother is not None:
            father, mother = people[child.father], people[child.mother]
            assert father.age_on(child.birth) >= 18
            assert mother.age_on(child.birth) >= 18
            assert child.adopted or mother.lives_on(child.birth)
            assert (father.sex, mother.sex) == (Sex.MAN, Sex.WOMAN)


def test_spouses_marry_on_the_same_day_and_are_alive(large_society: Society) -> None:
    people = large_society.persons
    for person in people:
        for marriage in person.marriages:
            spouse = people[marriage.spouse]
            assert spouse.sex is not person.sex
            assert person.lives_on(marriage.first_day)
            match = next(other for other in spouse.marriages if other.spouse == person.index)
            assert (match.first_day, match.last_day) == (marriage.first_day, marriage.last_day)


def test_names_change_only_in_the_order_of_life(large_society: Society) -> None:
    for person in large_society.persons:
        days = [named.first_day for named in person.names]
        assert days == sorted(set(days))
        assert days[0] == person.birth
        assert person.death is None or days[-1] < person.death


def test_the_events_of_a_life_are_all_there(large_society: Society) -> None:
    reasons = {named.reason for person in large_society.persons for named in person.names}
    assert reasons == {"birth", "marriage", "divorce", "adoption", "form"}
    assert sum(len(person.iins) > 1 for person in large_society.persons) >= 6


def test_an_adopted_child_has_a_new_iin_and_the_fathers_surname(large_society: Society) -> None:
    people = large_society.persons
    adopted = [person for person in people if person.adopted]
    assert len(adopted) >= 2
    for child in adopted:
        assert [numbered.first_day for numbered in child.iins] == [child.birth, child.adopted]
        assert child.father is not None
        assert child.names[1].name.surname[:4] == people[child.father].name_on(child.names[1].first_day).surname[:4]


def test_residences_follow_each_other_without_overlap(large_society: Society) -> None:
    for person in large_society.persons:
        for earlier, later in zip(person.residences, person.residences[1:], strict=False):
            assert earlier.until == later.since
        assert all(home.until is None or home.since < home.until for home in person.residences)
        if person.death and person.residences:
            assert person.residences[-1].until == person.death


def test_small_children_live_with_their_mother(large_society: Society) -> None:
    people, day = large_society.persons, date(2026, 10, 1)
    for child in people:
        if child.mother is None or child.age_on(day) > 10 or child.birth > day or child.adopted:
            continue
        mother = people[child.mother]
        if mother.lives_on(day) and child.lives_on(day):
            assert child.residences[-1].dwelling == mother.residences[-1].dwelling


def test_nobody_has_a_card_before_sixteen_or_after_death(large_society: Society) -> None:
    for person in large_society.persons:
        assert all(person.age_on(document.issued) >= 16 for document in person.documents)
        assert all(person.death is None or document.issued < person.death for document in person.documents)


def test_a_document_bears_the_name_of_the_day_it_was_issued(country: Country) -> None:
    lives = country.lives_by_iin()
    told = 0
    for person in country.elements("gbd_fl", "person"):
        life = lives.get(person.findtext("iin") or "")
        for document in person.iter("document") if life else ():
            named = tuple(document.findtext(part) or "" for part in ("surname", "name", "patronymic"))
            assert named == name_on(life or {}, document.findtext("beginDate") or "")
            told += 1
    assert told > 300


def test_clean_rows_of_the_document_extract_say_what_is_true(country: Country) -> None:
    lives = country.lives_by_iin()
    clean = [(row, truth) for row, truth in country.with_truth("documents") if not truth["dirt"]]
    assert len(clean) > 30
    for row, truth in clean:
        life = lives[truth["truth"]]
        assert (row["surname"], row["given_name"], row["patronymic"]) == name_on(life, row["issued"])
        assert row["birth_date"] == life["birth"]
        assert row["doc_number"] in {document["number"] for document in life["documents"]}
        assert row["iin"] in {numbered["iin"] for numbered in life["iins"]}


def test_a_superseded_iin_stands_as_former_with_its_end(country: Country) -> None:
    superseded = [life for life in country.lives() if len(life["iins"]) > 1]
    former = {
        (element.findtext("iin"), element.findtext("endDate"))
        for element in country.elements("gbd_fl", "formerIin", "2026-11-01")
    }
    assert former == {(life["iins"][0]["iin"], life["iins"][1]["first_day"]) for life in superseded}
    assert len(former) >= 3
