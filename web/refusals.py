"""Which status of HTTP belongs to a refusal; people read the sentence, programs the number."""

from domain import checkins, errors, files, keyrings, plans, threads, window
from domain.errors import Refusal


class ForeignForm(Refusal):
    """The form is not from a page of this session: another site sent it, or the session has been renewed since."""

    code = "doors.refused.form"


class OldPage(ForeignForm):
    """The same, where the words are shown again in a fresh form."""

    code = "doors.refused.again"


STATUSES: dict[type[Refusal], int] = {
    errors.NotAllowed: 404,
    errors.NotFound: 404,
    errors.Outdated: 409,
    errors.AlreadyStarted: 409,
    errors.AlreadyCancelled: 409,
    files.FileTooBig: 413,
    files.FileNotAccepted: 415,
    files.FileUnreadable: 410,
    keyrings.PinWrong: 403,
    keyrings.PinLocked: 403,
    keyrings.PinTooSoon: 429,
    threads.ThreadClosed: 410,
    threads.MessageTooLong: 413,
    threads.NoLonger: 409,
    threads.TakenBack: 409,
    threads.AnsweredMeanwhile: 409,
    checkins.CheckInSettled: 409,
    checkins.CheckInOver: 410,
    checkins.GoalGone: 409,
    plans.PlanChanged: 409,
    plans.NotInTheMaking: 409,
    ForeignForm: 403,
    window.EntryFailed: 403,
    window.SessionOver: 403,
    window.NotFresh: 403,
}
"""A kind that is not here, nor any it is a kind of, is 422: understood, but it cannot be done like this."""


def status_of(refusal: Refusal) -> int:
    """The status of the nearest kind in the list."""
    return next((STATUSES[kind] for kind in type(refusal).__mro__ if kind in STATUSES), 422)
