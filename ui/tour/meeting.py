# SPDX-License-Identifier: EUPL-1.2
"""What is said in the meeting of the tour before its picture is taken."""

from datetime import date, datetime

from app.services.meetings import ActionDraft, ItemText
from ui.tour.stage import Stage

CODE = "S26-014"
START = datetime(2026, 11, 26, 12, 30)  # noqa: DTZ001  local time of the fictional practice
SPENT = 492
TEXTS = {
    ItemText.ORGANIC: (
        "Deux chutes en quatre mois, dont une avec fracture du poignet. Insuffisance cardiaque "
        "stable, poids 52 kg (−4 kg en un an).\n\nSept médicaments dont un hypnotique ; "
        "vertiges au lever. Marche sans aide, refuse le déambulateur."
    ),
    ItemText.PSYCHIC: (
        "Peur de tomber, sort de moins en moins. Deuil du mari il y a deux ans, jamais évoqué."
    ),
    ItemText.SOCIAL: (
        "Fille à 300 km, voisine présente et fatiguée. Aide à domicile deux heures par semaine."
    ),
}
DECISIONS = (
    "Réviser l’ordonnance : arrêt progressif de l’hypnotique.",
    "Demander la révision de l’APA, quatre heures par semaine.",
)
ACTIONS = (
    ("Révision de l’ordonnance, schéma de décroissance", "Aubry", date(2026, 12, 3)),
    ("Bilan d’équilibre à domicile, aide technique acceptée", "Évrard", date(2026, 12, 10)),
)


def hold_meeting(stage: Stage) -> None:
    """Start the next meeting and note the first situation; everybody is there."""
    desk = stage.desk
    stage.practice.set_local(START)
    meeting = desk.agendas.next_meeting()
    if meeting is None:
        raise LookupError("the fictional practice has a next meeting")
    desk.meetings.start(meeting.id)
    desk.attendance.all_present(meeting.id)
    lines = desk.agendas.view(meeting.id).lines
    item = next(line.item.id for line in lines if line.item.case_id == stage.case(CODE))
    desk.meetings.enter(item)
    for name, text in TEXTS.items():
        desk.meetings.write_text(item, name, text, "tour")
    for decision in DECISIONS:
        desk.meetings.decide(item, decision)
    for action, last, due in ACTIONS:
        who = desk.directory.named(last).person
        desk.meetings.act(item, ActionDraft(action, who.id if who else None, "", due))
    desk.meetings.spend(item, SPENT)
