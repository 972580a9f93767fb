"""What of others stands in an answer: found wherever it was planted, and seldom seen where it is not."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.mentions import Mention, MentionKind, mentions_in, names_of

FIRST = (
    "Fatima", "Jan", "Noor", "Samira", "Mehmet", "Lotte", "Daan", "Zoë", "Anne-Marie", "Çağla", "Björn", "Ilse", "Kees",
    "Youssef", "Priya", "Jean-Luc", "Aïcha", "Sterre", "Thijs", "Wouter", "Łukasz", "Nguyen", "Xavi", "Ümit", "Desirée",
)  # fmt: skip
LAST = (
    "el Amrani", "de Wit", "Jansen", "van den Berg", "Vermeulen", "Demir", "van der Heijden", "Bakker", "Y\u0131lmaz",
    "'t Hooft", "ter Horst", "Groen-Dijkstra", "Öztürk", "Kowalski", "de la Cruz", "Postma", "van Beethoven", "Smit",
    "in 't Veld", "Achterberg", "Hoekstra", "Benali", "Okonkwo", "Sørensen", "Müller",
)  # fmt: skip
ABOUT = (
    "Ik sprak {} gisteren nog.", "Is dat goed voor {}?", "Ik heb het met {} besproken, dus maak u geen zorgen.",
    "Hallo,\n\nvolgende week komt {} ook mee.\nTot dan!", "Dat zei {}, en daarna was het stil.",
    "Kunt u {} vragen om te bellen?", "Wij gaan samen met {} kijken wat er kan", "Morgen is {} er niet.",
)  # fmt: skip
STREETS = (
    "Kerkstraat", "Laan van NOI", "Stationsplein", "Molenweg", "Zeedijk", "Prins Hendrikkade", "Herengracht",
    "Burgemeester de Vlugtlaan", "Jan van Galenstraat", "Plein 1944", "Laan van Meerdervoort", "Bonifatiussingel",
    "Eikenhof", "Rozenpad", "Julianapark", "Grote Markt", "Ruyterkade", "Hondsrugsteeg", "Wilhelminaplantsoen",
    "Beatrixdreef", "Churchillboulevard", "Oude Gracht", "Singel", "1e Oosterparkstraat", "Weg naar de Haven",
    "kerkstraat", "molenweg", "zeedijk", "Noorderhaven", "Sint Jansbrug", "Kruisstr.", "Tulpenveld",
    "De Wieken", "Vogelenzang",
    "'s-Gravenweg",
)  # fmt: skip
NUMBERS = ("1", "12", "12a", "12 a", "238-B", "7 bis", "44-2", "nr. 9", "nummer 31", "103", "5 hs", "19 II")
LIVES = (
    "Hij woont op de {}.", "Het adres is {}.", "Kom naar {}, dan drinken we koffie.", "Ik was bij {} gisteren",
    "Wij zien elkaar bij {}?", "Stuur het naar {} vandaag nog.",
)  # fmt: skip
PHONES = (
    "0612345678", "06-12345678", "06 12 34 56 78", "06 - 1234 5678", "06.12.34.56.78", "+31 6 12345678", "+31612345678",
    "+31 (0)6 12345678", "0031612345678", "0031 6 1234 5678", "(030) 123 45 67", "030-1234567", "0113 276276",
    "0113-276 276", "(0113) 27 62 76", "020 - 123 4567", "0800-0432", "0900 1234", "+32 475 12 34 56", "06/12345678",
    "nul zes een twee drie vier vijf zes zeven acht", "0 6 1 2 3 4 5 6 7 8", "+31-20-1234567", "06–12345678",
)  # fmt: skip
OTHERS = {
    MentionKind.EMAIL: ("jan@example.nl", "fatima.el.amrani@mail.example.org", "noor (at) example.nl"),
    MentionKind.ACCOUNT: (
        "NL91 ABNA 0417 1643 00",
        "NL91ABNA0417164300",
        "nl20 ingb 0001 2345 67",
        "BE68 5390 0754 7034",
    ),
    MentionKind.BSN: ("111222333", "111.222.333", "1112 22 333", "bsn 123456789"),
    MentionKind.HIDING: (
        "een geheim adres",
        "het blijf-van-mijn-lijfhuis",
        "de vrouwenopvang",
        "haar schuiladres",
    ),
}
CALM = (
    "Goedemorgen, ik heb uw bericht gelezen en kom er morgen op terug.",
    "Wil u mij laten weten of het lukt? Wilt u liever bellen, dan kan dat ook.",
    "Ik ben onderweg, over 20 minuten ben ik er.", "De afspraak is op dinsdag 4 maart om 10.00 uur.",
    "De bakker en de visser wonen in het groene huis bij de berg.",
    "Dat is een goed idee, wit of zwart maakt niet uit.",
    "In 2026 is alles anders. Wij zien elkaar 3 keer in de week.", "Het duurt 2 weken, soms 14 dagen.",
    "Op 24-11-2026 om 10.30 uur, en daarna op 03-12-2026 om 9.00 uur.", "Max 3 personen, en mark dat op het blad.",
    "U kunt van 9.00 tot 17.00 uur bellen met kantoor.", "Neem de bus naar het plein en loop dan de weg af.",
    "Het kost 1200 en soms 1500 euro in de maand.", "Wat fijn dat het zo goed gaat op school!",
    "Het is een lange weg, maar u bent er bijna. Roos met doorn.", "Groet van uw gezinsmanager.",
    "Elke dag een kleine stap is ook goed.", "Ik lees uw bericht op 2 momenten op de dag.",
    "Kamer 3 is op de 2e etage.",
    "In januari 2027 kijken wij samen terug. De eerste 6 weken zijn het moeilijkst.", "Tot donderdag 26 november!",
    "U bent om 14 uur welkom op het plein 10 minuten later mag ook.", "Op maandag 3 maart en op dinsdag 4 maart.",
    "Zoals wij zeiden: 1) rust 2) slaap 3) eten.", "Het telefoonnummer is nog niet bekend.", "De oude poort is dicht.",
)  # fmt: skip
FULL = [" ".join(name) for name in zip(FIRST, LAST, strict=True)]
NAMES = names_of([*FULL, "Wil Roos"], ["Karin Bos"])


def found(text: str, kind: MentionKind | None = None) -> list[Mention]:
    return [m for m in mentions_in(text, NAMES) if kind is None or m.kind is kind]


def _written(name: str, rng: random.Random) -> str:
    ways: tuple[Callable[[str], str], ...] = (str, str, str, str.lower, str.upper, lambda n: f"{n}'s", _bare)
    return rng.choice(ways)(name)


def _bare(name: str) -> str:
    """As somebody types it without marks."""
    return name.translate(str.maketrans("ëïéÇğöçıØøüÜÖ", "eiecgocioouUO"))


def _planted(kind: MentionKind) -> list[str]:
    rng = random.Random(3)
    match kind:
        case MentionKind.NAME:
            everyday = {"Bakker", "de Wit"}
            names = [
                *FIRST,
                *(n for n in LAST if n not in everyday),
                *FULL,
            ]
            return [rng.choice(ABOUT).format(_written(rng.choice(names), rng)) for _ in range(1500)]
        case MentionKind.ADDRESS:
            streets = [rng.choice(LIVES).format(f"{s} {n}") for s in STREETS for n in NUMBERS]
            codes = [
                f"{rng.randint(1000, 9999)}{gap}{a}{b}"
                for gap in ("", " ")
                for a in "ABCDEK"
                for b in "ABDKXZ"
            ]
            return streets + [rng.choice(LIVES).format(code) for code in codes]
        case MentionKind.PHONE:
            return [way.format(number) for way in (*LIVES, "Bel {} maar", "{}") for number in PHONES]
        case _:
            return [way.format(one) for way in LIVES for one in OTHERS[kind]]


@pytest.mark.parametrize("kind", MentionKind)
def test_what_was_planted_is_found(kind: MentionKind) -> None:
    planted = _planted(kind)
    missed = [text for text in planted if not found(text, kind)]
    assert len(missed) <= len(planted) * 0.02, missed[:20]


def test_calm_texts_seldom_warn() -> None:
    assert [text for text in CALM if found(text)] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Dat is van Samira's moeder", ["Samira"]),
        ("Ik sprak met Jan de Wit.", ["Jan de Wit"]),
        ("jan en NOOR komen", ["jan", "NOOR"]),
        ("Wil komt morgen", ["Wil"]),
        ("Dan vraag ik het Wil", ["Wil"]),
        ("Ik wil het graag. Wil u dat ook?", []),
        ("Meneer Bakker belde", ["Bakker"]),
        ("de bakker belde", []),
        ("annemarie en Anne Marie", ["annemarie", "Anne Marie"]),
        ("Groet, Karin Bos", []),
        ("Fa\u0301tima", ["Fátima"]),
        ("Fat\u200bima", ["Fatima"]),
    ],
)
def test_names_as_people_write_them(text: str, named: list[str]) -> None:
    assert [m.said.reveal() for m in found(text, MentionKind.NAME)] == named


def test_what_was_found_is_told_once_and_in_order() -> None:
    told = found("Noor woont op Kerkstraat 12a. Noor belt op 06-12345678.")
    assert [(m.kind.value, m.said.reveal()) for m in told] == [
        ("name", "Noor"),
        ("address", "Kerkstraat 12a"),
        ("phone", "06-12345678"),
    ]


def test_a_mention_never_shows_itself_by_accident() -> None:
    (one,) = found("Noor")
    assert "Noor" not in repr(one)


@given(
    st.sampled_from(FIRST),
    st.text(st.characters(categories=("Ll", "Zs", "Nd", "Po")), max_size=60),
    st.data(),
)
def test_a_name_between_whatever_words_is_found(name: str, around: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(around)))
    text = f"{around[:at]} {name} {around[at:]}"
    assert any(name.split("-", maxsplit=1)[0] in m.said.reveal() for m in found(text, MentionKind.NAME))


@given(st.text(max_size=300))
def test_whatever_is_typed_is_looked_through(text: str) -> None:
    for mention in found(text):
        assert mention.said


def test_a_long_text_is_looked_through_quickly() -> None:
    """Ten thousand characters that tempt every pattern; a pattern that runs wild would take minutes."""
    for text in (
        "1 " * 5000,
        "Laan van " * 1100,
        "a" * 10000,
        "nul " * 2500,
        "Aa " * 3300,
        "0-" * 5000,
        "Straat" * 1600,
    ):
        found(text)
