# SPDX-License-Identifier: EUPL-1.2
"""What belongs to this computer and not to a practice: shown in the settings, kept for later."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ui.theme import Scheme, ThemeSwitch

if TYPE_CHECKING:
    from ui.keymap import Keymap


class Memory(Protocol):
    """What this machine remembers between two starts."""

    def keep_vault(self, folder: Path, account: str) -> None:
        """Open this vault next time, and propose this account of it."""
        ...

    def keep_scheme(self, scheme: str) -> None:
        """Show these colours next time."""
        ...

    @property
    def keys(self) -> str:
        """The keys chosen for the meeting, as they were kept."""
        ...

    def keep_keys(self, keys: str) -> None:
        """Remember them."""
        ...

    def recall(self, name: str) -> str:
        """What was kept under a name: `projection`, `spelling`, `window`."""
        ...

    def keep(self, name: str, value: str) -> None:
        """Keep it for the next time too."""
        ...


class MachineSettings:
    """What the settings screen shows and changes of this computer."""

    def __init__(
        self, folder: Path, theme: ThemeSwitch, memory: Memory, place_warning: str = ""
    ) -> None:
        self.vault, self.place_warning = folder, place_warning
        self.kept_out_of_captures = False
        self._theme, self._memory = theme, memory

    @property
    def scheme(self) -> str:
        """The colours chosen."""
        return self._theme.scheme.value

    def use_scheme(self, scheme: str) -> None:
        """Show those colours now, and at the next start."""
        self._theme.use(Scheme(scheme))
        self._memory.keep_scheme(scheme)

    @property
    def keymap(self) -> "Keymap":
        """The keys of the meeting."""
        from ui.keymap import default_keymap  # noqa: PLC0415  the first window comes without them

        return default_keymap().read(self._memory.keys)

    def use_keymap(self, keymap: "Keymap") -> None:
        """Answer these keys from now on, and at the next start."""
        from ui.keymap import default_keymap  # noqa: PLC0415  as above

        self._memory.keep_keys(keymap.written(default_keymap()))

    def recall(self, name: str) -> str:
        """What this computer keeps under a name."""
        return self._memory.recall(name)

    def keep(self, name: str, value: str) -> None:
        """Keep it."""
        self._memory.keep(name, value)
