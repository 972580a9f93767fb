"""One tested glossary ties the Dutch word to the code word: docs/glossary.md against the code."""

import ast
import re
from collections.abc import Iterator

from tests.house.sources import ROOMS, ROOT, inside, parsed, python_files

GLOSSARY = ROOT / "docs" / "glossary.md"
COLUMNS = ["Term", "In Dutch", "Meaning", "Where"]
UNWANTED = "Words we do not use"


def _sections() -> dict[str, str]:
    """Heading to text; a straight apostrophe and the short form of *do not* are understood too."""
    text = GLOSSARY.read_text(encoding="utf-8").replace("’", "'").replace("don't", "do not")
    parts = re.split(r"^#+ +(.+)$", text, flags=re.MULTILINE)
    return dict(zip((heading.strip() for heading in parts[1::2]), parts[2::2], strict=True))


def _rows() -> list[list[str]]:
    """The rows of every table with the four columns, headings left out."""
    rows: list[list[str]] = []
    for heading, text in _sections().items():
        if heading == UNWANTED:
            continue
        for line in text.splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            is_ruler = set(line) <= set("|-: ")
            if line.startswith("|") and not is_ruler and cells != COLUMNS:
                assert len(cells) == len(COLUMNS), f"a glossary row has {len(COLUMNS)} cells: {line}"
                rows.append(cells)
    return rows


def _terms() -> set[str]:
    return {word for row in _rows() for word in re.findall(r"\w+", row[0])}


def _unwanted_words() -> set[str]:
    """The word each bullet or table row of the last section begins with, in small letters."""
    lines = _sections().get(UNWANTED, "").splitlines()
    firsts = (re.match(r"^(?:[-*]|\|)\s*[`*_\"]*([\w ]+?)[`*_\"]*\s*(?:[:,|—–(]|$)", line) for line in lines)
    words = {found[1].strip().lower() for found in firsts if found}
    return words - {"word", "term", "not", "we do not say"}


def _public_domain_classes() -> Iterator[tuple[str, str]]:
    """File and name of the domain's words; an exception's docstring is its own entry."""
    classes = [
        (path, node)
        for path in python_files("domain")
        for node in parsed(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    bases = {node.name: {ast.unparse(base).split(".")[-1] for base in node.bases} for _, node in classes}
    for path, node in classes:
        if not _is_exception(node.name, bases):
            yield inside(path), node.name


def _is_exception(name: str, bases: dict[str, set[str]]) -> bool:
    if name.endswith(("Error", "Exception")):
        return True
    return any(_is_exception(base, bases) for base in bases.get(name, set()))


def _named_by_us() -> Iterator[tuple[str, str]]:
    """Where and what: every class, function, argument and variable that our own code names."""
    for path in python_files(*ROOMS):
        for node in ast.walk(parsed(path)):
            place = f"{inside(path)}:{getattr(node, 'lineno', 0)}"
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    yield place, name
                case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                    yield place, name
                case _:
                    pass


def _parts(identifier: str) -> list[str]:
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", identifier)]


def test_every_word_of_the_domain_is_in_the_glossary() -> None:
    terms = _terms()
    missing = [f"{name} ({place})" for place, name in _public_domain_classes() if name not in terms]
    assert not missing, "add to docs/glossary.md, or use the word that is there:\n" + "\n".join(missing)


def test_the_glossary_points_at_what_exists() -> None:
    paths = {place for row in _rows() for place in re.findall(r"`([\w/.]+/[\w/.]*|[\w]+\.py)`", row[3])}
    gone = sorted(place for place in paths if not (ROOT / place).exists())
    assert paths
    assert not gone, "docs/glossary.md names files that are not there"


def test_every_term_has_a_dutch_word_and_a_meaning() -> None:
    bare = [row[0] for row in _rows() if not row[1] or not row[2]]
    assert not bare, "a glossary term without its Dutch word or meaning"


def test_words_we_do_not_use_are_not_used() -> None:
    unwanted = _unwanted_words()
    assert unwanted, f"docs/glossary.md has no section '{UNWANTED}' with a list of words"
    used = [
        f"{place} {name}"
        for place, name in _named_by_us()
        if any(f"_{'_'.join(_parts(word))}_" in f"_{'_'.join(_parts(name))}_" for word in unwanted)
    ]
    assert not used, f"the glossary refuses {sorted(unwanted)}:\n" + "\n".join(used)
