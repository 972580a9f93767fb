"""The commands and their options; the help is Dutch and lives in ``locales``."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn, TypeAlias

from domain.people import Called, FlagKind, ProfessionalRole, Role
from locales.catalogue import text

WRONG = 2
Subparsers: TypeAlias = "_SubParsersAction[ArgumentParser]"
NAMES = {
    "gezinsmanager": ProfessionalRole.CASE_MANAGER.value,
    "teamleider": ProfessionalRole.TEAM_LEADER.value,
}
ROLES = {
    "ouder": Role.PARENT,
    "stiefouder": Role.STEP_PARENT,
    "pleegouder": Role.FOSTER_PARENT,
    "voogd": Role.GUARDIAN,
    "jongere": Role.YOUNG_PERSON,
    "netwerklid": Role.NETWORK_MEMBER,
}
FLAGS = {
    "geen-contact": FlagKind.NO_CONTACT,
    "geheim-adres": FlagKind.SECRET_ADDRESS,
    "gedeelde-telefoon": FlagKind.SHARED_PHONE,
    "pauze": FlagKind.PAUSED,
}


def parse(argv: Sequence[str] | None) -> Namespace:
    """The chosen command with its options; a wrong option exits with 2, as argparse does."""
    parser: ArgumentParser = _Parser(prog="kring", description=text("cli.help", "nl"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=text("cli.help.command", "nl"))
    _command(commands, "run", None)
    setup = _command(commands, "setup", "people:setup")
    _option(setup, "organisation")
    _option(setup, "team")
    _professional(_group(commands, "professional"))
    _family(_group(commands, "family"))
    _person(_group(commands, "person"))
    _absence(_group(commands, "absence"))
    _option(
        _command(_group(commands, "session"), "end", "window:session_end", group="session"), "professional"
    )
    invite = _command(commands, "invite", "invitations:invite")
    for name in ("family", "person", "professional", "qr"):
        _option(invite, name)
    digest = _command(commands, "digest", "reading:digest")
    for name in ("professional", "day"):
        _option(digest, name)
    summary = _command(commands, "summary", "summary:summary")
    _option(summary, "family")
    summary.add_argument("--as", "--reader", dest="reader", help=text("cli.option.exporter", "nl"))
    read = _command(_group(commands, "thread"), "read", "reading:thread_read", group="thread")
    for name in ("family", "person"):
        _option(read, name)
    _option(read, "save")
    read.add_argument("--as", dest="reader", help=text("cli.option.reader", "nl"))
    _command(commands, "status", "reading:status")
    crisis = _command(commands, "crisis", None)
    crisis.add_argument("--check", required=True, help=text("cli.option.check", "nl"))
    return parser.parse_args(argv)


class _Parser(ArgumentParser):
    """Says in one Dutch sentence that an option is wrong, and where the right ones stand."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - the library's own words are English
        self.exit(WRONG, text("cli.wrong", "nl", command=self.prog) + "\n")


def _professional(group: Subparsers) -> None:
    add = _command(group, "add", "people:professional_add", group="professional")
    _option(add, "name")
    _option(add, "qr")
    roles = (*NAMES, *NAMES.values())
    add.add_argument(
        "--role",
        type=_translated(NAMES, roles),
        default=ProfessionalRole.CASE_MANAGER.value,
        metavar="|".join(NAMES),
        help=text("cli.option.role", "nl"),
    )
    add.add_argument(
        "--without-telegram", action="store_true", help=text("cli.option.without_telegram", "nl")
    )
    confirm = _command(group, "confirm", "invitations:confirm_professional", group="professional")
    _words(confirm)
    _command(group, "list", "people:professional_list", group="professional")
    _option(_command(group, "enrol", "window:professional_enrol", group="professional"), "name")


def _family(group: Subparsers) -> None:
    add = _command(group, "add", "people:family_add", group="family")
    for name in ("alias", "symbol", "case-manager"):
        _option(add, name)
    _command(group, "list", "people:family_list", group="family")


def _person(group: Subparsers) -> None:
    add = _command(group, "add", "people:person_add", group="person")
    _option(add, "family")
    _option(add, "name")
    roles = {name: role.value for name, role in ROLES.items()}
    add.add_argument(
        "--role",
        type=_translated(roles, (*roles, *roles.values())),
        default=Role.PARENT.value,
        metavar="|".join(roles),
        help=text("cli.option.role", "nl"),
    )
    called = {text(f"called.{c.value}", "nl"): c.value for c in Called}
    add.add_argument(
        "--called",
        type=_translated(called, (*called, *called.values())),
        metavar="|".join(called),
        help=text("cli.option.called", "nl"),
    )
    add.add_argument("--authority", "--gezag", action="store_true", help=text("cli.option.authority", "nl"))
    flags = {name: flag.value for name, flag in FLAGS.items() if flag is not FlagKind.NO_CONTACT}
    add.add_argument(
        "--flag",
        type=_translated(flags, (*flags, *flags.values())),
        action="append",
        default=[],
        metavar="|".join(flags),
        help=text("cli.option.flag", "nl"),
    )
    confirm = _command(group, "confirm", "invitations:confirm_person", group="person")
    _words(confirm)
    listing = _command(group, "list", "people:person_list", group="person")
    _option(listing, "family")
    _flag(group)
    _keys(group)


def _absence(group: Subparsers) -> None:
    plan = _command(group, "plan", "absence:plan", group="absence")
    for name in ("professional", "first", "last", "substitute"):
        _option(plan, name)
    _command(group, "list", "absence:listing", group="absence")
    _option(_command(group, "end", "absence:end", group="absence"), "absence")


def _keys(group: Subparsers) -> None:
    key = _command(group, "key", "window:person_key", group="person")
    restore = _command(group, "restore", "window:person_restore", group="person")
    restore.add_argument("--spoken", action="store_true", help=text("cli.option.spoken", "nl"))
    for command in (key, restore):
        _option(command, "family")
        _option(command, "person")
        command.add_argument("--as", dest="acting", help=text("cli.option.acting", "nl"))


def _flag(group: Subparsers) -> None:
    flag = _command(group, "flag", "people:person_flag", group="person")
    for name in ("family", "person", "other"):
        _option(flag, name)
    flags = {name: kind.value for name, kind in FLAGS.items()}
    flag.add_argument(
        "--flag",
        type=_translated(flags, (*flags, *flags.values())),
        required=True,
        metavar="|".join(flags),
        help=text("cli.option.flag", "nl"),
    )
    flag.add_argument("--lift", action="store_true", help=text("cli.option.lift", "nl"))


def _group(commands: Subparsers, name: str) -> Subparsers:
    parser = commands.add_parser(name, help=text(f"cli.command.{name}", "nl"))
    return parser.add_subparsers(dest="verb", required=True, metavar=text("cli.help.command", "nl"))


def _command(commands: Subparsers, name: str, function: str | None, group: str = "") -> ArgumentParser:
    key = f"cli.command.{group}.{name}" if group else f"cli.command.{name}"
    parser = commands.add_parser(name, help=text(key, "nl"), description=text(key, "nl"))
    parser.add_argument("--json", action="store_true", help=text("cli.option.json", "nl"))
    parser.set_defaults(function=_later(function) if function else None)
    return parser


def _option(parser: ArgumentParser, name: str) -> None:
    parser.add_argument(f"--{name}", help=text(f"cli.option.{name.replace('-', '_')}", "nl"))


def _words(parser: ArgumentParser) -> None:
    # Two places for the same two words, since people type them bare and scripts name what they pass.
    parser.add_argument("said", nargs="*", metavar="words", help=text("cli.option.words", "nl"))
    parser.add_argument("--words", nargs="+", default=[], help=text("cli.option.words", "nl"))


def _translated(names: dict[str, str], allowed: Sequence[str]) -> Callable[[str], str]:
    def convert(typed: str) -> str:
        if typed not in allowed:
            raise ValueError(typed)
        return names.get(typed, typed)

    return convert


def _later(path: str) -> Callable[..., object]:
    """The function of a command, imported only when it is run: the help should be quick."""
    module, name = path.split(":")

    def call(*args: object) -> object:
        return getattr(import_module(f"bot.cli.{module}"), name)(*args)

    return call
