# SPDX-License-Identifier: EUPL-1.2
"""What the tour shows of protocols: the list, a new one, and the sides of one."""

from collections.abc import Callable

from app.domain.protocol import ProtocolStatus
from ui.screens.protocol import ProtocolScreen
from ui.screens.protocol.life_page import LifePage
from ui.screens.protocols import ProtocolsScreen
from ui.tour.stage import Shot, Stage


def _listed(stage: Stage) -> None:
    stage.go("protocols")


def _new(stage: Stage) -> None:
    stage.go("protocols", choice="new")


def _preview(stage: Stage) -> None:
    """A structure of the library whose title is taken already."""
    screen = stage.screen("protocols", ProtocolsScreen)
    screen.beginning.library.opened.emit("fall_at_home")


def _side(status: ProtocolStatus, side: str) -> Callable[[Stage], None]:
    def arrange(stage: Stage) -> None:
        _show(stage, status, side)

    return arrange


def _show(stage: Stage, status: ProtocolStatus, side: str) -> ProtocolScreen:
    """One side of the first protocol in a state."""
    stage.screen("protocols", ProtocolsScreen).beginning.left.emit()
    lines = stage.desk.protocols.texts.all()
    found = (line.protocol for line in lines if line.protocol.status is status)
    stage.go("protocol", next(found).id, side)
    return stage.screen("protocol", ProtocolScreen)


def _life(stage: Stage, status: ProtocolStatus) -> LifePage:
    page = _show(stage, status, "life").page
    if not isinstance(page, LifePage):
        raise TypeError(status)
    return page


def _signing(stage: Stage) -> None:
    """One signed, another is being noted."""
    page = _life(stage, ProtocolStatus.REVIEW)
    for person in stage.desk.directory.all()[:2]:
        page.signatures.who.show_letters(person.full_name)
        page.signatures.add_button.click()
    page.signatures.who.show_letters("Une infirmière du service")


def _versions(stage: Stage) -> None:
    """The two versions of a protocol compared word by word."""
    card = _life(stage, ProtocolStatus.IN_FORCE).versions
    card.set_folded(folded=False)
    card.compare_asked.emit(1, 2)


PROTOCOLS = (
    Shot("protocols", _listed),
    Shot("protocols-new", _new),
    Shot("protocols-preview", _preview),
    Shot("protocol-text", _side(ProtocolStatus.DRAFT, "text")),
    Shot("protocol-frozen", _side(ProtocolStatus.IN_FORCE, "text")),
    Shot("protocol-steps", _side(ProtocolStatus.DRAFT, "steps")),
    Shot("protocol-life", _signing),
    Shot("protocol-versions", _versions),
)
"""One line each; a new side of a protocol adds its own here."""
