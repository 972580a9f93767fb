"""Words that tell a name, a street or a number from ordinary Dutch; one list for each question."""

PARTICLES = frozenset({
    "van", "von", "de", "den", "der", "des", "del", "het", "ter", "ten", "te", "op", "in", "aan", "el", "al", "ben",
    "bin", "ibn", "la", "le", "du", "di", "da", "dos", "vd", "v", "d", "s", "t", "y", "en",
})  # fmt: skip
"""What stands before the part of a surname that tells people apart (*tussenvoegsels*)."""

NO_NAMES = frozenset({
    "oma", "opa", "tante", "oom", "mevrouw", "mevr", "meneer", "dhr", "heer", "mama", "papa", "moeder", "vader",
    "buurvrouw", "buurman", "juf", "meester", "familie", "fam", "gezin", "ouder", "voogd", "van", "von", "den", "der",
    "des", "del", "het", "ter", "ten",
})  # fmt: skip
"""What may stand in the field for a name without being one."""

ORDINARY = frozenset({
    "wil", "ben", "mark", "max", "roos", "bloem", "fleur", "beer", "storm", "ster", "mei", "juni", "april", "august",
    "merel", "rein", "toon", "ton", "door", "elke", "lot", "jet", "fee", "lente", "zomer", "winter", "herfst", "linde",
    "wolf", "duif", "dag", "nacht", "vrede", "hoop", "liefde", "joy", "engel", "guus", "dies", "pleun", "brit", "dirk",
    "wit", "zwart", "groen", "rood", "bruin", "blauw", "grijs", "geel", "bakker", "visser", "boer", "kok", "kuiper",
    "koning", "keizer", "prins", "graaf", "hertog", "bisschop", "jager", "schipper", "slager", "timmerman", "molenaar",
    "dijk", "berg", "bos", "broek", "beek", "brink", "hof", "hoek", "veld", "velde", "meer", "zee", "zand", "water",
    "weg", "kamp", "kerk", "toren", "poort", "haven", "dam", "sluis", "brug", "huis", "horst", "wal", "vliet", "laan",
    "vos", "haas", "hond", "vogel", "haan", "leeuw", "ruiter", "paard", "visch", "kat", "mol", "spin", "valk", "uil",
    "jong", "jonge", "oud", "oude", "groot", "grote", "klein", "kleine", "lang", "lange", "kort", "korte", "goede",
    "vries", "dik", "dikke", "sterk", "snel", "vroom", "wijs", "stil", "heel", "mooi", "rijk", "post", "kist", "pot",
    "kool", "appel", "peer", "boom", "tak", "blad", "gras", "hout", "steen", "ijzer", "goud", "zilver", "glas", "wind",
    "regen", "vorst", "sneeuw", "zomers", "vader", "zoon", "neef", "broer", "buur", "vriend", "dokter", "schilder",
    "smid", "mulder", "kramer", "koster", "schouten", "pool", "zweed", "deen", "engels", "frank", "kruis", "ring",
    "hand", "hart", "kop", "been", "maat", "maas", "baas", "knecht", "dekker", "snijder", "snijders", "kuipers",
    "waard", "waal", "donk", "loop", "staal", "tuin", "bergen", "heide", "heuvel", "linden", "wijk", "stad", "dorp",
    "vis", "nooit", "keer", "tijd", "klaar", "kant", "wagen", "wiel", "ploeg", "zaal", "kamer", "tol", "vet",
    "bol", "bot", "bom", "rust", "ruim", "schaap", "ham", "spek", "brood", "zout", "peper", "bier", "most", "plat",
    "hope", "sky", "ties", "faith", "can", "mus", "lam", "blom",
})  # fmt: skip
"""Names that are everyday words too: with a small letter, or at the head of a sentence, they are mostly just that."""

DOINGS = frozenset({
    "komt", "kwam", "heeft", "had", "is", "was", "zegt", "zei", "gaat", "ging", "kan", "kon", "wil", "wilt", "wilde",
    "moet", "moest", "mag", "mocht", "belt", "belde", "vertelt", "vertelde", "vraagt", "vroeg", "doet", "deed", "woont",
    "woonde", "zit", "zat", "blijft", "krijgt", "kreeg", "ziet", "zag", "slaapt", "sliep", "werkt", "zal", "zou",
    "weet", "wist", "vindt", "vond", "denkt", "dacht", "haalt", "brengt", "neemt", "leest", "schrijft", "schreef",
    "stuurt",
})  # fmt: skip
"""What somebody does: behind such a word at the head of a sentence it is a name after all."""

UNITS = frozenset({
    "uur", "uren", "u", "min", "minuut", "minuten", "dag", "dagen", "week", "weken", "maand", "maanden", "jaar",
    "jaren", "keer", "x", "euro", "km", "kilometer", "meter", "m", "graden", "procent", "jarige", "personen", "mensen",
    "kinderen", "plekken", "plaatsen", "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
    "september", "oktober", "november", "december", "kwartier", "seconden", "stuks", "punten", "vragen", "stappen",
    "gesprekken", "afspraken", "nachten", "ochtenden", "middagen", "avonden", "van", "en", "of",
})  # fmt: skip
"""What a number counts when it is no house number."""

NO_STREETS = frozenset({
    "onderweg", "terugweg", "heenweg", "snelweg", "omweg", "uitweg", "halverweg", "afweg", "vanweg", "supermarkt",
    "arbeidsmarkt", "markt", "weg", "huwelijk", "gebaan", "loopbaan", "zwembad", "bijbaan", "voetpad", "fietspad",
    "wandelpad", "zebrapad", "schoolplein", "speelplein", "plein", "pad", "hof", "park", "speelpark", "pretpark",
    "straat", "laan", "gracht", "kade", "dijk", "buurt", "haven", "luchthaven", "baan", "ijsbaan", "rijbaan",
    "kinderopvang", "rommelmarkt", "kerstmarkt", "vrijmarkt", "drinkgelag", "gerechtshof", "voorhof", "achterweg",
    "woensdag", "hoofdweg", "zijweg", "zijstraat", "winkelstraat", "hoofdstraat", "woonwijk", "vakantiepark",
})  # fmt: skip
"""Words that end as a street does, and with a small letter are none."""

NO_PLACES = frozenset({
    "kamer", "zaal", "lokaal", "lijn", "bus", "tram", "spoor", "perron", "groep", "klas", "dag", "week", "stap", "punt",
    "artikel", "les", "fase", "deel", "verdieping", "etage", "balie", "loket", "maandag", "dinsdag", "woensdag",
    "donderdag", "vrijdag", "zaterdag", "zondag", "januari", "februari", "maart", "april", "mei", "juni", "juli",
    "augustus", "september", "oktober", "november", "december", "pagina", "bladzijde", "vraag", "nummer", "team",
    "kerst", "pasen", "pinksteren", "route", "afdeling", "doel", "optie", "plan", "stand", "cijfer", "keer",
})  # fmt: skip
"""What may carry a number behind *op* or *aan*, and is no street."""

SHORT_WORDS = frozenset({
    "is", "in", "en", "of", "op", "te", "om", "ik", "je", "ze", "we", "er", "al", "nu", "zo", "ga", "uw", "me", "da",
    "na", "ja", "ca", "eu", "km", "kg", "cm", "mm", "ml", "kb", "mb", "gb", "at", "to", "dm", "st", "de", "el", "zu",
})  # fmt: skip
"""Two letters behind four digits that are a word, not the end of a postcode."""

DIGIT_WORDS = ("nul", "een", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
"""Digits as somebody writes them out who does not want to be found."""
