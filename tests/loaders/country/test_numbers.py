"""Identifiers in the files: in the synthetic ranges always, with the right check digit except where the truth says."""

from loaders.country.issuing import bin_of, cadastral_number, company_rnn_of, rnn_of, sik_of
from registries.identifiers import Kind, is_synthetic, read
from tests.loaders.country.reading import UNREADABLE, Country

WRONG = {"number_mistyped", "suspicious_iin", *UNREADABLE}


def _ours(kind: Kind, value: str) -> bool:
    """A number of the right form in the synthetic range; its check digit is another question."""
    return is_synthetic(kind, value)


def _right(kind: Kind, value: str) -> bool:
    return read(kind, value).valid and _ours(kind, value)


def _corrected(country: Country) -> set[str]:
    """IINs that stood with a wrong check digit until they were corrected, and those that still do."""
    lives = country.lives()
    former = {life["iins"][0]["iin"] for life in lives if len(life["iins"]) > 1 and not life["adopted"]}
    return former | {life["iins"][-1]["iin"] for life in lives if life["suspicion"] == "wrong_check_digit"}


def test_departmental_numbers_are_synthetic_and_right(country: Country) -> None:
    columns = {
        "tax": (("РНН", Kind.RNN), ("ИИН", Kind.IIN)),
        "pension": (("SIK", Kind.SIK), ("RNN", Kind.RNN)),
        "documents": (("iin", Kind.IIN),),
    }
    known_wrong = _corrected(country)
    for source, numbers in columns.items():
        for row, truth in country.with_truth(source):
            judge = _ours if WRONG & set(truth["dirt"].split("|")) else _right
            assert all(judge(kind, row[c]) for c, kind in numbers if row[c] and row[c] not in known_wrong)


def test_documents_bear_synthetic_numbers(country: Country) -> None:
    kinds = {"001": Kind.PASSPORT, "002": Kind.IDENTITY_CARD}
    for row, truth in country.with_truth("documents"):
        moved = {"number_of_another", "number_shared"} & set(truth["dirt"].split("|"))
        assert moved or _right(kinds[row["doc_type"]], row["doc_number"])


def test_the_register_has_each_iin_once_and_all_are_synthetic(country: Country) -> None:
    known_wrong = _corrected(country)
    every = [numbered["iin"] for life in country.lives() for numbered in life["iins"]]
    assert len(every) == len(set(every))
    assert all(_ours(Kind.IIN, iin) and (iin in known_wrong) != read(Kind.IIN, iin).valid for iin in every)


def test_an_iin_spells_the_birth_date_and_sex_except_for_the_odd_ones(country: Country) -> None:
    for life in country.lives():
        if life["suspicion"] != "another_date":
            spelled = f"{life['birth'][2:4]}{life['birth'][5:7]}{life['birth'][8:]}{7 if life['sex'] == 'm' else 8}"
            assert all(numbered["iin"].startswith(spelled) for numbered in life["iins"])


def test_addresses_bear_synthetic_codes(country: Country) -> None:
    assert all(_right(Kind.RKA, row["rca"]) for row in (*country.rows("ar_buildings"), *country.rows("ar_premises")))
    assert all(_right(Kind.RKO, row["rco"]) for row in (*country.rows("ar_units"), *country.rows("ar_geonyms")))


def test_companies_and_plots_bear_synthetic_numbers(country: Country) -> None:
    for row, _ in country.with_truth("gbd_ul"):
        assert _right(Kind.RNN, row["rnn"])
        assert all(_right(Kind.BIN, row[column]) for column in ("bin", "founder_bin") if row[column])
        assert all(_ours(Kind.IIN, row[column]) for column in ("head_iin", "founder_iin") if row[column])
    for row, truth in country.with_truth("egkn"):
        assert read(Kind.CADASTRE, row["kad_nomer"]).normal == truth["truth"]
        assert truth["truth"].startswith("99-")


def test_numbers_by_place_never_meet() -> None:
    places = [*range(5000), *range(10_000_000, 10_001_000)]
    for number_of in (rnn_of, sik_of):
        assert len({number_of(place) for place in places}) == len(places)
    assert len({company_rnn_of(place) for place in range(5000)}) == 5000
    assert len({cadastral_number(place) for place in range(5000)}) == 5000


def test_companies_of_one_month_have_their_own_bins(country: Country) -> None:
    from_one_month = {bin_of(country.manifest.deliveries[0].reference_date, place) for place in range(4000)}
    assert len(from_one_month) == 4000
