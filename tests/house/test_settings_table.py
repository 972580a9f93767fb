"""The front page's table of settings is the settings: no more, no less."""

import re

from bot.settings import Settings
from tests.house.sources import ROOT

PREFIX = "KRING_"


def _in_the_readme() -> list[str]:
    rows = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    return [found[1] for row in rows if (found := re.match(rf"\|\s*`({PREFIX}[A-Z_]+)`\s*\|", row))]


def _in_the_code() -> list[str]:
    return [
        str(field.validation_alias or f"{Settings.model_config.get('env_prefix', '')}{name}").upper()
        for name, field in Settings.model_fields.items()
    ]


def test_every_setting_stands_in_the_readme_once_and_every_row_is_a_setting() -> None:
    assert sorted(_in_the_readme()) == sorted(_in_the_code())


def test_every_setting_has_the_prefix() -> None:
    assert all(name.startswith(PREFIX) for name in _in_the_code())
