"""Explanations: words for every outcome the committed model knows, in three languages, without anything that was said."""

import json
from datetime import date
from itertools import combinations

from registries.crosswalk.match_rows import match_rows
from registries.crosswalk.weighing.explanation import FIELDS, LANGUAGES, explained, kept, words_of
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.scorer import Scorer


def test_every_level_of_the_committed_model_has_words_in_every_language() -> None:
    for comparison in individual_model().comparisons:
        sentences = [tuple(words_of(comparison.name, lv.name, lang) for lang in LANGUAGES) for lv in comparison.levels]
        assert all(len(set(sentence)) == len(LANGUAGES) for sentence in sentences)
        assert all(one[place] != other[place] for one, other in combinations(sentences, 2) for place in range(3))
    assert FIELDS.keys() == {comparison.name for comparison in individual_model().comparisons}


def test_an_explanation_says_what_agreed_and_how_much_it_weighed() -> None:
    scorer = Scorer(individual_model())
    (left,) = match_rows([("Ахметова", "Саша", None)], [date(1990, 2, 11)], ["FEMALE"])
    (right,) = match_rows([("Оспанова", "Александра", "Ивановна")], [date(1990, 11, 2)], ["FEMALE"])
    parts = scorer.parts(left, right)
    assert [line.words for line in explained(parts, "ru")] == [
        "фамилия: другая, женщина могла её сменить",
        "имя: формы одного имени",
        "отчество: с одной стороны не указано",
        "дата рождения: день и месяц переставлены",
        "пол: совпадает",
    ]
    assert explained(parts, "kk")[4].words == "жынысы: сәйкес келеді"
    assert explained(parts, "en")[1].words == "given name: forms of one name"
    assert abs(sum(line.weight for line in explained(parts, "en")) - scorer.weigh(left, right)) < 1e-12


def test_what_a_judgement_keeps_holds_nothing_of_the_person() -> None:
    scorer = Scorer(individual_model())
    (row,) = match_rows([("Ахметова", "Асель", "Сериковна")], [date(1990, 2, 11)], ["FEMALE"])
    text = json.dumps(kept(scorer.parts(row, row)))
    assert not any(word in text.lower() for word in ("ahmet", "asel", "serik", "1990", "female"))
    assert {"field": "order", "outcome": "written", "bits": 0.0} in kept(scorer.parts(row, row))
