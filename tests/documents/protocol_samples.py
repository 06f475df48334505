# SPDX-License-Identifier: EUPL-1.2
"""A protocol as a team writes it, whole and for the wall."""

from app.documents.protocol_views import (
    ProtocolSummaryView,
    ProtocolView,
    SignerView,
    TextsView,
)
from app.documents.views import Fact, PersonLine
from app.domain.ids import IndicatorId, ProtocolStepId
from app.domain.protocol import Indicator, Measure, Moment, ProtocolStep, Reference
from app.domain.protocol_fields import SECTIONS
from tests.documents.samples import LETTERHEAD, PEOPLE

NOTE = "sans données de patient"


def step(number: int, moment: Moment, who: str, what: str, when: str = "") -> ProtocolStep:
    return ProtocolStep(ProtocolStepId(f"s{number}"), moment, who, what, when=when)


STEPS = (
    step(1, Moment.SPOT, "Infirmière", "Demander s’il y a eu une chute", "à chaque passage"),
    step(2, Moment.SPOT, "Médecin généraliste", "Noter le risque dans le dossier"),
    step(3, Moment.ASSESS, "Masseur-kinésithérapeute", "Évaluer l’équilibre et la marche"),
    step(4, Moment.PLAN, "Médecin généraliste", "Inscrire la situation en réunion"),
    step(5, Moment.ALERT, "Tous", "Appeler devant un traumatisme crânien", "tout de suite"),
)
PROTOCOL = ProtocolView(
    letterhead=LETTERHEAD,
    title="Chute à domicile",
    subtitle="protocole pluriprofessionnel · version 2",
    band_note=NOTE,
    origin="Maison de santé des Tilleuls · protocole, version 2",
    facts=(Fact("Référent", "Aminata Cissé, infirmière"), Fact("Rédigé le")),
    sections=tuple(
        TextsView(s.title, tuple(Fact(f.label, f"Ce qui est dit de {f.name}.") for f in s.fields))
        for s in SECTIONS
    ),
    steps=STEPS,
    references=(Reference("HAS", "Chutes répétées", "2009", "https://www.has-sante.fr/c_793371"),),
    indicators=(
        Indicator(IndicatorId("i1"), "Situations incluses", measure=Measure.INCLUDED),
        Indicator(IndicatorId("i2"), "", "Sans nouvelle chute", "Incluses", "70 %"),
    ),
    validation=("Validée en réunion du jeudi 3 décembre 2026, par les personnes présentes :",),
    present=tuple(PersonLine(name, trade) for name, trade, *_ in PEOPLE[:3]),
    pledge="Les personnes soussignées approuvent ce protocole, version 2.",
    signers=(
        SignerView("Nadia Aubry", "médecin généraliste", "jeu. 3 déc. 2026"),
        SignerView("Loïg Évrard", "masseur-kinésithérapeute"),
    ),
    spare_lines=2,
)
SUMMARY = ProtocolSummaryView(
    letterhead=LETTERHEAD,
    title="Chute à domicile",
    subtitle="version 2 · en vigueur depuis le jeudi 3 décembre 2026",
    band_note=NOTE,
    origin=PROTOCOL.origin,
    population="Personnes de 75 ans et plus qui vivent chez elles.",
    inclusion=("Deux chutes en un an", "Une chute avec blessure"),
    exclusion=("Vit en établissement",),
    steps=STEPS,
    alerts="Plus d’une heure au sol : appeler le 15.",
)


def many(
    count: int, people: int = 8, what: str = "Mesurer, noter et dire"
) -> tuple[ProtocolStep, ...]:
    """So many steps over the six moments, by so many professions in turn."""
    moments = tuple(Moment)
    per = -(-count // len(moments))
    return tuple(
        step(n, moments[n // per], f"Métier {n % people}", f"{what} {n + 1}") for n in range(count)
    )
