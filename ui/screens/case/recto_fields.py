# SPDX-License-Identifier: EUPL-1.2
"""How to reach the person and who is around them: the nominative part of a plan (HAS PPS 2014)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.case import Identity
from app.domain.lengths import length_fault
from ui.theme import Space
from ui.widgets import Button, ButtonKind, ChoiceField, LabeledField

_SEXES = (("", "Non noté"), ("Féminin", "Féminin"), ("Masculin", "Masculin"), ("Autre", "Autre"))
_TITLE = "Pour le plan\u00a0: coordonnées et proches"
_LINES = (
    ("address", "Adresse", ""),
    ("phone", "Téléphone", ""),
    ("mail", "Courriel", ""),
    ("carer", "Aidant", "Nom, lien, téléphone"),
    ("trusted", "Personne de confiance", "Nom, lien, téléphone"),
    ("relatives", "Autres proches à prévenir", "Noms, liens, téléphones"),
    ("pension_fund", "Caisse de retraite", ""),
    ("insurance", "Mutuelle", ""),
)


class RectoFields(QWidget):
    """Folded under its title, which says how many are noted; `edited` at each key."""

    edited = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Button(_TITLE, small=True, kind=ButtonKind.QUIET)
        self.sex = ChoiceField("Sexe", _SEXES)
        self.lines = {
            name: LabeledField(label, placeholder=example) for name, label, example in _LINES
        }
        self.group = QWidget()
        grid = QGridLayout(self.group)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.SNUG)
        grid.addWidget(self.lines["address"], 0, 0, 1, 2)
        grid.addWidget(self.lines["phone"], 1, 0)
        grid.addWidget(self.lines["mail"], 1, 1)
        for row, name in enumerate(("carer", "trusted", "relatives"), start=2):
            grid.addWidget(self.lines[name], row, 0, 1, 2)
        grid.addWidget(self.lines["pension_fund"], 5, 0)
        grid.addWidget(self.lines["insurance"], 5, 1)
        grid.addWidget(self.sex, 6, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HALF)
        column.addWidget(self.title)
        column.addWidget(self.group)
        self.title.clicked.connect(lambda: self.unfold(shown=self.group.isHidden()))
        self.sex.chosen.connect(lambda _value: self.edited.emit())
        for line in self.lines.values():
            line.edited.connect(lambda _text: self.edited.emit())
            line.edit.returnPressed.connect(self.entered)

    def set_identity(self, identity: Identity) -> None:
        """Show what is known, folded."""
        self.sex.set_value(identity.sex)
        for name, line in self.lines.items():
            line.set_text(getattr(identity, name))
        self.judge()
        self.unfold(shown=False)

    def typed(self) -> dict[str, str]:
        """What stands here, by field of an identity."""
        texts = {name: line.text() for name, line in self.lines.items()}
        return {"sex": self.sex.value(), **texts}

    def judge(self) -> None:
        """Say at once under each line that it is too long."""
        for name, line in self.lines.items():
            line.set_error(length_fault(name, line.text()))

    def unfold(self, *, shown: bool) -> None:
        """Show the lines, or how many of them are noted."""
        noted = sum(bool(text.strip()) for text in self.typed().values())
        count = f" ({noted})" if noted and not shown else ""
        self.title.set_caption(f"{_TITLE}{count}")
        self.title.setAccessibleDescription("déplié" if shown else "plié")
        self.group.setVisible(shown)
