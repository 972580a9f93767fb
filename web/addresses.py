"""Where the doors are that another door sends somebody to; no address ever holds a name or a secret."""

ENTRY = "/"
LAUNCH = "/binnen"
KEY = "/sleutel"
CODE = "/code"
PIN = "/pin"
NEW_PIN = "/pin/nieuw"
LOCK = "/slot"
HIDE = "/verberg"
REST = "/rust"
HELP = "/hulp"
CALL_ME = "/bel"
ALIVE = "/levend"
HOME = "/thuis"
THREAD = "/berichten"
WRITE = "/schrijven"
UNSENT = "/schrijven/concept"
COMPLAINT = "/klacht"
FILES = "/bestand"
APPOINTMENTS = "/afspraken"
SETTINGS = "/instellingen"
READERS = "/wie-leest"
PLAN = "/plan"
CHECK_IN = "/hoe-gaat-het"
COURSE = "/verloop"
TASKS = "/taken"
WEEK = "/week"
CIRCLE = "/kring"
MEETINGS = "/overleg"
REMARKS = "/doorgeven"

DESK = "/werk"
DESK_OPTIONS = "/werk/opties"
DESK_IN = "/werk/in"
DESK_DEMO = "/werk/proef"
DESK_OUT = "/werk/uit"
DESK_BEGIN = "/werk/begin"
DESK_BEGIN_OPTIONS = "/werk/begin/opties"
DESK_ACCESS = "/werk/sessies"
DESK_PASSKEY = "/werk/passkeys/{id}"
DESK_HOME = "/werk/vandaag"
DESK_ALIVE = "/werk/levend"

STATIC = "/static"

KEPT = "bewaard=1"
"""After the question mark where somebody is sent to come in again: what they wrote was kept."""


def is_desk(path: str) -> bool:
    """Whether this is a page of a professional."""
    return path == DESK or path.startswith(f"{DESK}/")


def is_file(path: str) -> bool:
    """Whether this is a file that somebody sent."""
    return path.startswith((f"{FILES}/", f"{DESK}{FILES}/"))
