# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong, seen from a user: one French sentence and what to do next.

Anything that is not a `UserError` is a bug: the shell shows one dialog for it and logs its type.
"""


class UserError(Exception):
    """A refusal that the user can understand and act on; nothing was lost.

    `sentence` says what is wrong and `remedy` what to do next; both are French and complete.
    """

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    @property
    def text(self) -> str:
        """Both sentences, ready to be shown under a field or printed on a terminal."""
        return f"{self.sentence} {self.remedy}".strip()


class NotSavedError(UserError):
    """The vault did not take what was typed; the same call may succeed later.

    A lock waits for it behind a cover; any other refusal is let go.
    """


class KeptAsideError(NotSavedError):
    """The vault did not take what was typed, and another place keeps it sealed until it does.

    It is as unsaved as any: no meeting is closed or sealed over it. A lock does not wait, nor does
    the end of the program.
    """


class NotFoundError(UserError):
    """The record asked for is not in the vault (any more)."""


class NotAllowedError(UserError):
    """The account's role does not allow it."""


class ReadOnlyNow(NotSavedError, NotAllowedError):
    """The vault may not be written as it stands now: damaged, away, older, its keys unfinished.

    Nothing is wrong with the account: what was typed is kept like what a disk refuses, until an
    opening of the vault that may write.
    """


class ConsentError(UserError):
    """The person's consent does not allow this presentation."""


class SealedError(UserError):
    """Sealed minutes change only by a new version."""


class AlteredError(UserError):
    """A sealed text was altered so that it cannot even be read."""

    def __init__(self, part: str) -> None:
        super().__init__(
            f"Ce compte rendu ne se lit plus : {part} ne correspond plus à son sceau.",
            "Reprenez une sauvegarde d’avant cette modification.",
        )
