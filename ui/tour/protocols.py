# SPDX-License-Identifier: EUPL-1.2
"""What the tour shows of protocols: the list, a new one, and the sides of one."""

from collections.abc import Callable

from app.domain.protocol import Moment, ProtocolStatus
from ui.screens.protocol import ProtocolScreen
from ui.screens.protocol.life_page import LifePage
from ui.screens.protocol.steps_page import StepsPage
from ui.screens.protocol.usage_page import UsagePage
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


def _typing(stage: Stage) -> None:
    """A step that is being typed among the others."""
    page = _show(stage, ProtocolStatus.DRAFT, "steps").page
    if not isinstance(page, StepsPage):
        raise TypeError("steps")
    page.work.add(Moment.ASSESS)


def _usage(stage: Stage) -> None:
    """Who is behind a share, and a figure that is being counted by hand."""
    page = _show(stage, ProtocolStatus.IN_FORCE, "usage").page
    if not isinstance(page, UsagePage):
        raise TypeError("usage")
    for line in page.lines:
        if line.counted.among and line.people is None:
            line.show_people()
        elif line.by_hand and line.form is None:
            line.typed.emit()


PROTOCOLS = (
    Shot("protocols", _listed),
    Shot("protocols-new", _new),
    Shot("protocols-preview", _preview),
    Shot("protocol-text", _side(ProtocolStatus.DRAFT, "text")),
    Shot("protocol-frozen", _side(ProtocolStatus.IN_FORCE, "text")),
    Shot("protocol-steps", _side(ProtocolStatus.DRAFT, "steps")),
    Shot("protocol-step", _typing),
    Shot("protocol-usage", _usage),
    Shot("protocol-life", _signing),
    Shot("protocol-versions", _versions),
)
"""One line each; a new side of a protocol adds its own here."""
