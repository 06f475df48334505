# SPDX-License-Identifier: EUPL-1.2
"""« Mon plan de santé »: the plan as the person reads it, in large type."""

from app.documents import theme
from app.documents.cards import Card
from app.documents.flow import PLAIN, Block, Box, Frame, Row, Stack
from app.documents.kit import Kit
from app.documents.personal_views import CallView, ContactView, PatientPlanView, StepView
from app.documents.theme import Style

_LABELLED = (25, 75)
_CONTACT = (66, 34)
_NOTHING_YET = "Rien n’est encore écrit ici : nous en parlerons ensemble."
_TO_SAY = "à convenir ensemble"


class LargeKit:
    """The arrangements of what a person reads, all of one size: `scale` enlarges or lessens it."""

    def __init__(self, kit: Kit, scale: float = 1.0) -> None:
        self.kit, self.scale = kit, scale
        self.text = theme.LARGE.scaled(scale)
        self.strong = theme.LARGE_STRONG.scaled(scale)
        self.muted = theme.LARGE_MUTED.scaled(scale)
        self.heading = theme.LARGE_SECTION.scaled(scale)

    def section(self, title: str, gap: float = 17.0) -> Block:
        """The title of a part, tied to what follows."""
        return self.kit.text(title, self.heading).spaced(gap, keep_next=True)

    def box(self, title: str, text: str, colour: str = theme.ACCENT_SOFT) -> Block:
        """A text under its title on a tinted ground."""
        inner = self.kit.spans((title + "\n", self.strong), (text, self.text))
        return Box(inner, colour, padding=13.5).spaced(14)

    def card(self, number: int, step: StepView) -> Block:
        """One numbered step: who, when, what for."""
        title = self.kit.text(f"{number}. {step.title.strip() or _TO_SAY}", self.strong)
        rows = (("Qui", step.who), ("Quand", step.when), ("Pour quoi", step.why))
        lines = [self.labelled(label, text).spaced(2) for label, text in rows if text.strip()]
        return Card(Stack([title, *lines])).spaced(10.5).kept_whole()

    def labelled(self, label: str, text: str) -> Block:
        """A label and, beside it, its text."""
        cells = (self.kit.text(label, self.muted), self.kit.text(text, self.text))
        return Row(cells, _LABELLED, PLAIN)

    def call(self, call: CallView) -> Block | None:
        """Whom to call, and when; None where nobody said."""
        if not (call.when.strip() or call.who.strip() or call.evening.strip()):
            return None
        lines: list[tuple[tuple[str, Style], ...]] = []
        if call.when.strip():
            begins = "J’appelle si " if call.goes_on else "Quand appeler : "
            lines.append(((begins, self.strong), (call.when, self.text)))
        if call.who.strip():
            number = f" : {call.phone}" if call.phone.strip() else ""
            before = "" if call.when.strip() else "En cas de besoin, j’appelle "
            lines.append(((before, self.text), (f"{call.who}{number}", self.strong)))
        if call.evening.strip():
            evening = ("Le soir et le week-end : ", self.text)
            lines.append((evening, (call.evening, self.strong)))
        texts = [self.kit.spans(*spans) for spans in lines]
        return Box(Stack(texts), theme.LATE_SOFT, padding=13.5).spaced(17).kept_whole()

    def watch(self, sentences: tuple[str, ...]) -> list[Block]:
        """What to keep an eye on, one sentence a line."""
        dots = [self.kit.text("•", self.strong.tinted(theme.ACCENT)) for _ in sentences]
        rows = [
            Row((dot, self.kit.text(sentence, self.text)), (4, 96), PLAIN).spaced(3)
            for dot, sentence in zip(dots, sentences, strict=True)
        ]
        return [self.section("Ce que nous surveillons ensemble"), *rows] if rows else []

    def contact(self, contact: ContactView) -> Block:
        """One of the people who help: what they do under their name, their number beside it."""
        name = [(contact.name, self.strong)]
        role = [("\n" + contact.role, self.muted)] if contact.role.strip() else []
        number = self.kit.text(contact.phone, self.strong, right=True)
        return Row((self.kit.spans(*name, *role), number), _CONTACT, Frame())


def plan_blocks(large: LargeKit, view: PatientPlanView) -> list[Block]:
    """The plan itself: what matters, the steps, the call, what to watch, the next time."""
    blocks: list[Block] = []
    if view.matters.strip():
        blocks.append(large.box("Ce qui compte pour moi", view.matters))
    if view.steps:
        cards = [large.card(number, step) for number, step in enumerate(view.steps, 1)]
        blocks += [large.section("Ce que nous allons faire"), *cards]
    else:
        blocks.append(large.kit.text(_NOTHING_YET, large.muted).spaced(14))
    call = large.call(view.call)
    blocks += [call] if call else []
    blocks += large.watch(tuple(sentence for sentence in view.watch if sentence.strip()))
    if view.review.strip():
        words = (("On en reparle ensemble le ", large.text), (view.review, large.strong))
        blocks.append(large.kit.spans(*words, (".", large.text)).spaced(17))
    return blocks


def patient_plan_blocks(kit: Kit, view: PatientPlanView) -> list[Block]:
    """What is on the pages."""
    large = LargeKit(kit, view.scale)
    blocks = plan_blocks(large, view)
    if view.contacts:
        lines = [large.contact(contact) for contact in view.contacts]
        blocks += [large.section("Les personnes qui m’aident"), *lines]
    if view.signatures:
        blocks.append(kit.signatures(view.signatures, style=large.text))
    return blocks
