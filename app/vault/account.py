# SPDX-License-Identifier: EUPL-1.2
"""Who can open a vault."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account may do; enforced by the services, not by cryptography."""

    COORDINATOR = "coordinator"
    WRITER = "writer"
    READER = "reader"

    @property
    def may_write(self) -> bool:
        """Whether the account may change the records."""
        return self is not Role.READER


@dataclass(frozen=True)
class Account:
    """A person with a passphrase of their own.

    `may_see_identities` is enforced by cryptography: the identity key is wrapped for that account
    or it is not.
    """

    id: str
    name: str
    role: Role
    may_see_identities: bool
